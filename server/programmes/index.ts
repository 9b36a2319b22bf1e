export { acceptTerms } from './accept-terms.js';
export { addFunder } from './add-funder.js';
export { createProgramme } from './create-programme.js';
export { inviteNamedSupplier } from './invite-named-supplier.js';
export { inviteSupplier } from './invite-supplier.js';
export {
  askToCompare,
  type InvitedSupplier,
  invitedSuppliersOf,
  inviteNamedSuppliers,
  type NewSupplier,
  type SupplierInvitation,
} from './invited-suppliers.js';
export { programmeEntrance } from './join-programme.js';
export type { ClaimPart, CostBearer, Recourse, RepaidBy, Transfer, Undertaking } from './products.js';
export { TermsRow } from './programme.entity.js';
export {
  acceptedBy,
  currentTerms,
  hasAccepted,
  isInvitedFunder,
  lockProgramme,
  lockProgrammesForShare,
  lockVisibleProgrammeForShare,
  programmeById,
  programmeFor,
  programmePage,
  programmesFor,
  termsById,
} from './programme.reads.js';
export {
  InvitationResolver,
  loadProgramme,
  loadSupplierAlias,
  loadTerms,
  ProgrammeResolver,
  TermsResolver,
} from './programme.resolver.js';
export {
  AuctionKindEnum,
  CalendarCodeEnum,
  CostBearerEnum,
  DayCountEnum,
  FeePayerEnum,
  PriceKindEnum,
  Programme,
  RollConventionEnum,
  SupplierAlias,
  Terms,
  UndertakingEnum,
} from './programme.types.js';
export { publishTerms } from './publish-terms.js';
export {
  aliasesOf,
  aliasOf,
  supplierAliasById,
  supplierOfAlias,
} from './supplier-alias.js';
