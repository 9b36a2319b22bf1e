export type { BankFile } from './bank-file.js';
export { type CollectionOrder, writeCollectionFile } from './collection-file.js';
export { writePaymentFile, readPaymentFile, type PaymentOrder } from './payment-file.js';
export { type BankFileProblem, readBankFile } from './read-bank-file.js';
export type { BankMessage, BankPort, SubmittedFile } from './port.js';
export {
  type BankQuery,
  type BankSettings,
  bankSettings,
  closeDay,
  type PlannedBehaviour,
  planInstruction,
  type SimulatedBank,
  setNoise,
  simulatedBank,
} from './simulated-bank.js';
