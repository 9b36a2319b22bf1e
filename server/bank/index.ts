export { type Instruction, type PaymentOrder, readPaymentFile, writePaymentFile } from './payment-file.js';
export type {
  BankMessage,
  BankMessagePage,
  BankPort,
  BookedMessage,
  ReturnedMessage,
  StatusMessage,
  SubmittedFile,
} from './port.js';
export {
  type BankNoise,
  type BankQuery,
  type BankSettings,
  type BankWorld,
  bankSettings,
  closeDay,
  type PlannedBehaviour,
  planInstruction,
  type SimulatedBank,
  setNoise,
  simulatedBank,
} from './simulated-bank.js';
