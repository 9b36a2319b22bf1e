import { organizationMachine } from '../../server/organizations';
import { created } from '../../server/events';
import { newId } from '../../server/platform/ids';
import { systemViewer, type MemberViewer } from '../../server/platform/viewer';
import type { TestMarket } from './test-market';

export async function seed(market: TestMarket) {
  const ids: Record<string, string> = {};
  async function org(key: string, roles: string[], extra: object = {}) {
    const id = (ids[key] = newId());
    await market.work.perform(systemViewer, async tx => {
      const o: any = { name: key, country: 'DE', registrationNumber: `HRB ${key}`, taxId: null, lei: null, ...extra };
      await tx.execute(
        `INSERT INTO organization (id,name,country,registration_number,tax_id,lei,roles,state,event_no) VALUES ($1,$2,$3,$4,$5,$6,$7,'PENDING',1)`,
        [id, o.name, o.country, o.registrationNumber, o.taxId, o.lei, roles]);
      await created(tx, systemViewer, organizationMachine, 'seed', [{ id, state: 'PENDING', event: 'organization.registered', channels: ['operator'] }]);
    });
    await market.asAdmin(`BEGIN; INSERT INTO event (epoch,type,subject_kind,subject_id,subject_no,state_before,state_after,actor_kind,cause) SELECT 1,'organization.admitted','organization','${id}',2,'PENDING','ADMITTED','SYSTEM','seed'; UPDATE organization SET state='ADMITTED', event_no=2 WHERE id='${id}'; COMMIT`);
    return id;
  }
  async function person(name: string, organizationId: string, permissions: string[], roles: string[]): Promise<MemberViewer> {
    const [p, m] = [newId(), newId()];
    await market.asAdmin('INSERT INTO person (id,email,name,password_hash) VALUES ($1,$2,$3,$4)', [p, `${name.toLowerCase().replace(/ /g, '')}@x.example`, name, 'x']);
    await market.asAdmin('INSERT INTO member (id,person_id,organization_id,permissions) VALUES ($1,$2,$3,$4)', [m, p, organizationId, permissions]);
    return { kind: 'MEMBER', personId: p, memberId: m, organizationId, roles: roles as any, permissions: permissions as any, sessionId: newId() };
  }
  const operator = await org('Operator', ['OPERATOR']);
  const buyer = await org('Buyer SA', ['BUYER'], { country: 'FR', taxId: 'FR40303265045', registrationNumber: '303265045' });
  const supplier = await org('Supplier GmbH', ['SUPPLIER'], { taxId: 'DE136695976', lei: '529900T8BM49AURSDO55' });
  const other = await org('Other GmbH', ['SUPPLIER'], { taxId: 'DE811907980' });
  const strangerBuyer = await org('Stranger SA', ['BUYER'], { country: 'FR', taxId: 'FR83404833048', registrationNumber: '404833048' });
  const funder = await org('Funder Bank', ['FUNDER'], { taxId: 'NL004495445B01', country: 'NL' });
  const v = {
    operator: await person('Olga Operator', operator, ['ADMINISTRATOR', 'CHECKER'], ['OPERATOR']),
    maker: await person('Marie Maker', buyer, ['MAKER', 'CHECKER'], ['BUYER']),
    checker: await person('Charles Checker', buyer, ['CHECKER', 'MAKER'], ['BUYER']),
    supplier: await person('Sam Supplier', supplier, ['MAKER', 'DEALER'], ['SUPPLIER']),
    supplierViewer: await person('Vera Viewer', supplier, ['VIEWER'], ['SUPPLIER']),
    other: await person('Oscar Other', other, ['MAKER'], ['SUPPLIER']),
    stranger: await person('Stan Stranger', strangerBuyer, ['MAKER', 'CHECKER'], ['BUYER']),
    funder: await person('Fred Funder', funder, ['DEALER', 'MAKER'], ['FUNDER']),
  };
  const programme = newId();
  const terms = newId();
  await market.asAdmin(`INSERT INTO programme (id,buyer_id,name,currency,auction_kind,auction_minutes,acceptance_minutes,event_no) VALUES ($1,$2,'P','EUR','CONTINUOUS',60,0,1)`, [programme, buyer]);
  await market.asAdmin(`INSERT INTO programme_terms (id,programme_id,version,product,initiator,undertaking,disclosure,transfer,recourse,advance_bps,funded_by,repaid_by,debtor_contact,cost_bearer,price_kinds,day_count,platform_fee_payer,platform_fee_bps,terms_text,terms_hash,undertaking_text,undertaking_hash,published_by)
   VALUES ($1,$2,1,'REVERSE_FACTORING','SUPPLIER','IRREVOCABLE','DISCLOSED','ASSIGNMENT','NONE',10000,'FUNDER','BUYER','OPERATOR','SUPPLIER',ARRAY['DISCOUNT_ON_FACE'],'ACT_360','FUNDER',30,'t',sha256('t'),'u',sha256('u'),$3)`, [terms, programme, v.operator.personId]);
  for (const s of [supplier, other]) await market.asAdmin('INSERT INTO programme_supplier (programme_id, supplier_id) VALUES ($1,$2)', [programme, s]);
  return { ids, viewers: v, operator, buyer, supplier, other, funder, programme, terms };
}
