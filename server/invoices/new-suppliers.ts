import type { InvoiceContent } from '../documents/index.js';
import { newId } from '../platform/ids.js';
import type { NewSupplier } from '../programmes/index.js';
import type { BuyerProgramme, Relation } from './parties.reads.js';
import { identifiersOf, type KnownParty, PartyIndex, type PartyIdentifiers } from './party-match.js';

/** As long as the database keeps them, in characters. */
const NAME_LENGTH = 200;
const TAX_ID_LENGTH = 30;
const REGISTRATION_LENGTH = 50;
const lei = /^[A-Z0-9]{18}[0-9]{2}$/;
/** Characters that are not seen, or that change the order of others. */
const hidden = /[\p{C}\p{Zl}\p{Zp}]/gu;

/**
 * The suppliers that a buyer's file names and that are nobody's here, each once, however many rows name it. A row that is
 * wrong otherwise names none.
 */
export class NewSuppliers {
  readonly named: NewSupplier[] = [];
  private readonly index = new PartyIndex([]);

  /** `country`: where a supplier is taken to be whose numbers and address do not tell. */
  constructor(
    private readonly buyerId: string,
    private readonly country: string,
    private readonly programmes: readonly BuyerProgramme[],
  ) {}

  /**
   * The supplier of a row, through the buyer's programme in its currency, else its oldest; undefined where its numbers
   * cannot be those of one organization, or the buyer has no programme to invite into.
   */
  relationFor(content: InvoiceContent): Relation | undefined {
    const programme = this.programmes.find(({ currency }) => currency === content.currency) ?? this.programmes[0];
    if (!content.supplier || !programme) return undefined;
    const identifiers = identifiersOf(content.supplier);
    const match = this.index.match(identifiers);
    if ('fault' in match && match.fault !== 'UNKNOWN') return undefined;
    const supplierId = 'id' in match ? match.id : this.name(content, identifiers, programme);
    if (supplierId === undefined) return undefined;
    return { ...programme, programmeId: null, supplierId, buyerId: this.buyerId };
  }

  private name(
    { supplier }: InvoiceContent,
    identifiers: PartyIdentifiers,
    { programmeId }: BuyerProgramme,
  ): string | undefined {
    const numbers = numbersOf(identifiers);
    if (numbers === undefined) return undefined;
    const id = newId();
    const name = (supplier?.name ?? '').replace(hidden, '').trim().slice(0, NAME_LENGTH) || numbers.numberKey;
    const party: KnownParty = { id, country: countryOf(identifiers) ?? this.country, ...numbers.party };
    this.index.include(party);
    this.named.push({ ...party, name, programmeId, numberKey: numbers.numberKey });
    return id;
  }
}

/** The numbers by which a supplier is kept, and the first of them; undefined where none can be. */
function numbersOf({ taxIds, registrationNumber, lei: written }: PartyIdentifiers) {
  const taxId = taxIds.find(id => id.length <= TAX_ID_LENGTH) ?? null;
  const number =
    registrationNumber !== null && registrationNumber.length <= REGISTRATION_LENGTH ? registrationNumber : null;
  const party = { taxId, registrationNumber: number, lei: written !== null && lei.test(written) ? written : null };
  const numberKey = taxId ? `tax ${taxId}` : party.lei ? `lei ${party.lei}` : number ? `number ${number}` : undefined;
  return numberKey === undefined ? undefined : { party, numberKey };
}

function countryOf({ country }: PartyIdentifiers): string | undefined {
  return country !== null && /^[A-Z]{2}$/.test(country) ? country : undefined;
}
