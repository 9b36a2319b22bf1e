import { useViewer } from '../../app/market.js';
import { Page } from '../../parts/page.js';
import { useTexts } from '../../texts/index.js';
import { BuyerHome } from '../buyer/buyer-home.js';
import { FunderHome } from '../funder/funder-home.js';
import { OperatorHome } from '../operator/operator-home.js';
import { SupplierHome } from '../supplier/supplier-home.js';
import { BeforeTrading } from './before-trading.js';
import { FilesToRelease } from './files-to-release.js';

/** What needs this organization now, for each role it has. */
export function HomePage() {
  const t = useTexts();
  const { organization, person } = useViewer();
  const has = (role: (typeof organization.roles)[number]) => organization.roles.includes(role);
  return (
    <Page title={t('home.title')} lead={t('home.lead', { person: person.name })}>
      {(has('SUPPLIER') || has('FUNDER')) && <BeforeTrading />}
      {has('SUPPLIER') && <SupplierHome />}
      {has('BUYER') && <BuyerHome />}
      {has('FUNDER') && <FunderHome />}
      {has('OPERATOR') && <OperatorHome />}
      <FilesToRelease />
    </Page>
  );
}
