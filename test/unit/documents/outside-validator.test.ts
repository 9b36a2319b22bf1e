import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { outsideValidator, parseDocument } from '../../../server/documents/index.js';
import { ciiInvoice } from './sample-cii.js';
import { ublInvoice } from './sample-documents.js';
import { objectsWith, pdfOf } from '../../support/sample-pdf.js';

const svrl = (...findings: string[]) =>
  `<?xml version="1.0"?><svrl:schematron-output xmlns:svrl="http://purl.oclc.org/dsdl/svrl">
     <svrl:active-pattern/><svrl:fired-rule context="/"/>${findings.join('')}</svrl:schematron-output>`;
const broken = svrl(
  `<svrl:failed-assert test="a" id="BR-XX-01" flag="fatal" location="/ubl:Invoice/cbc:ID"><svrl:text>[BR-XX-01]-It
     is so.</svrl:text></svrl:failed-assert>`,
  `<svrl:failed-assert test="b" id="BR-XX-02" role="Error"><svrl:text>Another</svrl:text></svrl:failed-assert>`,
  `<svrl:failed-assert test="c" id="BR-XX-03" flag="warning" location="/x"/>`,
  `<svrl:successful-report test="d" flag="information"><svrl:text>Well</svrl:text></svrl:successful-report>`,
);

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'tenor-validator-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A program that has the document in `text`. */
function program(name: string, source: string): string {
  const file = join(folder, `${name}.mjs`);
  writeFileSync(file, `let text = ''; for await (const part of process.stdin) text += part;\n${source}`);
  return `${process.execPath} ${file}`;
}

const prints = (name: string, output: string) => program(name, `process.stdout.write(${JSON.stringify(output)});`);

async function problemsBy(commandLine: string, document: string | Buffer, name = 'a.xml', bounds = {}) {
  const bytes = Buffer.from(document);
  const limits = { timeLimitMs: 20_000, mostOutputBytes: 100_000, atOnce: 2, ...bounds };
  const reading = await outsideValidator(commandLine, limits)(parseDocument(bytes, name), bytes);
  return reading.invoices.flatMap(({ problems }) => problems);
}

test('what a rule file marks as fatal or error stops the invoice, whatever else it finds is told', async () => {
  const problems = await problemsBy(prints('broken', broken), ublInvoice);
  expect(problems.map(({ code, path, message, severity }) => [code, severity, path, message])).toEqual([
    ['RULE_BROKEN', 'ERROR', '/ubl:Invoice/cbc:ID', '[BR-XX-01]-It is so.'],
    ['RULE_BROKEN', 'ERROR', '/', 'BR-XX-02: Another'],
    ['RULE_BROKEN', 'WARNING', '/x', 'BR-XX-03: c'],
    ['RULE_BROKEN', 'WARNING', '/', 'Well'],
  ]);
});

test('a document that keeps all rules has no problem', async () => {
  expect(await problemsBy(prints('fine', svrl()), ublInvoice)).toEqual([]);
});

test('the program gets the document, of a PDF the one inside, and nothing of our environment', async () => {
  process.env['TENOR_SECRET'] = 'secret';
  const echo = program(
    'echo',
    `const said = [text.length, Object.keys(process.env).filter(name => name !== 'PATH').join()].join(' ');
     process.stdout.write(${JSON.stringify(svrl('<svrl:failed-assert test="t"><svrl:text>SAID</svrl:text></svrl:failed-assert>'))}.replace('SAID', said));`,
  );
  const messages = async (document: string | Buffer, name: string) =>
    (await problemsBy(echo, document, name)).map(({ message }) => message);
  expect(await messages(ublInvoice, 'a.xml')).toEqual([String(ublInvoice.length)]);
  const pdf = pdfOf(objectsWith([{ name: 'factur-x.xml', content: ciiInvoice }]));
  expect(await messages(pdf, 'a.pdf')).toEqual([String(ciiInvoice.length)]);
  delete process.env['TENOR_SECRET'];
});

test.each([
  ['is not there', () => '/nowhere/validator', 'the program cannot be started'],
  ['says nothing', () => program('silent', 'process.exit(3);'), 'there is no report'],
  ['says something else', () => prints('else', '<html/>'), 'the answer is no report of Schematron'],
  ['is cut off', () => prints('cut', broken.slice(0, 300)), 'the answer is no report of Schematron'],
  [
    'never ends',
    () => program('endless', 'setInterval(() => {}, 1000); await new Promise(() => {});'),
    'the program took too long',
  ],
  ['says too much', () => program('much', `process.stdout.write('x'.repeat(200_000));`), 'the report is too long'],
])('where the program %s, the invoice is not stopped and whoever approves it is told', async (_, commandOf, why) => {
  const bounds = why === 'the program took too long' ? { timeLimitMs: 1_000 } : {};
  const problems = await problemsBy(commandOf(), ublInvoice, 'a.xml', bounds);
  expect(problems.map(({ code, severity, message }) => [code, severity, message])).toEqual([
    ['VALIDATOR_FAILED', 'WARNING', `The rules of the operator were not checked: ${why}.`],
  ]);
});

test('a table and what is no invoice are not asked about', async () => {
  const command = prints('asked', broken);
  expect(await problemsBy(command, 'x', 'a.txt')).toEqual([]);
});
