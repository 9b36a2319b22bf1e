export { admitFirstOperator } from './admit-first-operator.js';
export { admitOrganization } from './admit-organization.js';
export { documentsLackFrom } from './admission-document.reads.js';
export { AdmissionDocumentResolver } from './admission-document.resolver.js';
export { closeBankAccount } from './close-bank-account.js';
export { markJoined, type NamedOrganization, nameSuppliers } from './name-organizations.js';
export { BankAccountRow, OrganizationRow } from './organization.entity.js';
export { isOwnOrOperator, organizationActions, organizationVisible } from './organization.policy.js';
export { DocumentExpired, OrganizationSuspended, SamePerson, SecondPersonNeeded } from './organization.problems.js';
export {
  bankAccountById,
  bankAccountsOf,
  lockOrganizations,
  lockOrganizationsForShare,
  lockVerifiedAccountsForShare,
  type OrganizationView,
  organizationById,
  organizationNames,
  organizationPage,
  type VerifiedAccount,
  verifiedAccount,
} from './organization.reads.js';
export {
  BankAccountResolver,
  loadBankAccount,
  loadOrganization,
  OrganizationResolver,
} from './organization.resolver.js';
export { newAccountFields, newOrganization } from './organization.rules.js';
export { bankAccountMachine, organizationMachine } from './organization.states.js';
export {
  BankAccount,
  Organization,
  OrganizationRoleEnum,
  presentOrganization,
} from './organization.types.js';
export { proposeBankAccount, writeProposal } from './propose-bank-account.js';
export { addAdmissionDocument } from './add-admission-document.js';
export { refuseBankAccount } from './refuse-bank-account.js';
export { refuseOrganization } from './refuse-organization.js';
export { registerOrganization } from './register-organization.js';
export { resumeOrganization } from './resume-organization.js';
export { addressOf } from './address.rules.js';
export { setAddress } from './set-address.js';
export { setOwnRate } from './set-own-rate.js';
export { setPaymentFormat } from './set-payment-format.js';
export { suspendExpired } from './suspend-expired.js';
export { suspendOrganization } from './suspend-organization.js';
export { verifyBankAccount } from './verify-bank-account.js';
