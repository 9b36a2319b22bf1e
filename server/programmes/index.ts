export { acceptTerms } from './accept-terms.js';
export { addFunder } from './add-funder.js';
export { createProgramme } from './create-programme.js';
export { inviteSupplier } from './invite-supplier.js';
export { programmeEntrance } from './join-programme.js';
export {
  type CostBearer,
  type DebtorContact,
  type Disclosure,
  type FeePayer,
  type FundedBy,
  type Initiator,
  type PriceKind,
  type Product,
  products,
  type Recourse,
  type RepaidBy,
  type Transfer,
  type Undertaking,
} from './products.js';
export { type AuctionKind, ProgrammeRow, TermsRow } from './programme.entity.js';
export { type ProgrammeView, programmeVisible, programmeVisibleAs } from './programme.policy.js';
export { TermsChanged } from './programme.problems.js';
export {
  acceptedBy,
  currentTerms,
  currentTermsByProgramme,
  hasAccepted,
  isInvitedFunder,
  lockProgrammesForShare,
  lockVisibleProgrammeForShare,
  programmeById,
  programmeFor,
  programmePage,
  programmesFor,
  type TermsView,
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
  DayCountEnum,
  PriceKindEnum,
  ProductEnum,
  Programme,
  presentProgramme,
  presentTerms,
  SupplierAlias,
  Terms,
  UndertakingEnum,
} from './programme.types.js';
export { publishTerms } from './publish-terms.js';
export {
  aliasesOf,
  aliasOf,
  type SupplierAliasView,
  supplierAliasById,
  supplierOfAlias,
} from './supplier-alias.js';
