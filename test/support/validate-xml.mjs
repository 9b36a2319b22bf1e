import { readFileSync } from 'node:fs';
import { XmlDocument, XsdValidator } from 'libxml2-wasm';

/* node validate-xml.mjs SCHEMA FILE…: prints the faults of each file as one JSON list of [file, fault]. */

const [schema, ...files] = process.argv.slice(2);
const validator = XsdValidator.fromDoc(XmlDocument.fromBuffer(readFileSync(schema)));
const faults = files.flatMap(file => {
  try {
    validator.validate(XmlDocument.fromBuffer(readFileSync(file)));
    return [];
  } catch (error) {
    return [[file, String(error.message)]];
  }
});
process.stdout.write(JSON.stringify(faults));
