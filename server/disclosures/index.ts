export { closeDisclosurePack, prepareDisclosurePack, reopenDisclosurePack } from './close-disclosure-pack.js';
export {
  DisclosureExclusionResolver,
  DisclosureFactResolver,
  DisclosureLineResolver,
  DisclosurePackResolver,
  DisclosureStatementResolver,
  loadDisclosurePack,
} from './disclosure.resolver.js';
export { disclosurePackMachine } from './disclosure-pack.states.js';
export { openDisclosurePack, setFiscalYear } from './open-disclosure-pack.js';
export { supplyDisclosureFacts, supplyDisclosureFile } from './supply-facts.js';
export { disclosureNote, type DisclosureNote, type NoteBlock, type NoteCell } from './disclosure-note.js';
export type { NoteLanguage } from './disclosure-note.texts.js';
