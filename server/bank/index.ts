export { directoryBank } from './directory-bank.js';
export type {
  BankFile,
  BankReport,
  Charge,
  Entry,
  EntryTransaction,
  Side,
  Statement,
  StatusReport,
} from './bank-file.js';
export {
  type CollectionOrder,
  type CollectionSequence,
  readCollectionFile,
  writeCollectionFile,
} from './collection-file.js';
export { writePaymentFile, readPaymentFile, type PaymentOrder } from './payment-file.js';
export { isSepaTransfer } from './sepa.js';
export { type BankFileProblem, readBankFile } from './read-bank-file.js';
export { bankFileBytesMax, type BankPort, type ReceivedFile, type SubmittedFile } from './port.js';
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
export {
  type WrittenEntry,
  type WrittenStatement,
  type WrittenStatus,
  writeNotification,
  writeStatement,
  writeStatusReport,
} from './write-bank-file.js';
