import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { parseDocument } from '../../server/documents/index.js';

/*
 * Our reading of the amount rules of EN 16931 against the official one: its own test cases, and what its validator says of
 * real invoices. Both are third-party data and live outside the project, in the folder that TENOR_CORPUS names.
 */

type Row = Readonly<Record<string, string>>;

const corpus = process.env['TENOR_CORPUS'];
const invoices = join(corpus ?? '', 'invoices');
const describeCorpus = corpus === undefined ? describe.skip : describe;

if (corpus === undefined) console.log('TENOR_CORPUS is not set: the official cases of the amount rules are skipped');

/** The rules that are checked here and officially. BR-CO-25 left the bindings to UBL and CII; its cases still hold. */
const checked = /^BR-(CO-1[0-7]|CO-25|DEC-\d\d)$/;

function table(name: string): Row[] {
  return parse(readFileSync(join(invoices, name)), { columns: true, bom: true });
}

/** The names of the checked rules that a document breaks, once each. */
function brokenRules(document: string | Buffer, name: string): string[] {
  const reading = parseDocument(Buffer.from(document), name, 10 * 1024 * 1024);
  const codes = reading.invoices.flatMap(invoice => invoice.problems).map(problem => problem.code);
  return [...new Set(codes.filter(code => checked.test(code)))].sort();
}

interface Case {
  rule: string;
  isBroken: boolean;
  document: string;
}

/** The cases of a VEFA `testSet`: each has a document, or a part of one, and the rules that it holds or breaks. */
function casesOf(testSet: string): Case[] {
  const text = testSet.replace(/<!--[\s\S]*?-->/g, '');
  return [...text.matchAll(/<test\b[^>]*>\s*<assert>([\s\S]*?)<\/assert>([\s\S]*?)<\/test>/g)].flatMap(
    ([, expectations = '', document = '']) =>
      [...expectations.matchAll(/<(success|error|warning)\b[^>]*>\s*([^<\s]+)\s*<\//g)].map(([, kind, rule = '']) => ({
        rule,
        isBroken: kind !== 'success',
        document,
      })),
  );
}

describeCorpus('the official test cases', () => {
  const folders = corpus === undefined ? [] : readdirSync(invoices).filter(name => name.includes('-unit-'));
  const files = folders.flatMap(folder => readdirSync(join(invoices, folder)).map(name => join(folder, name)));
  const others = corpus === undefined ? [] : table('unit_rules.csv').map(row => row['file'] ?? '');
  const cases = [...new Set([...files, ...others])]
    .filter(file => existsSync(join(invoices, file)))
    .flatMap(file => casesOf(readFileSync(join(invoices, file), 'utf8')).map(one => ({ file, ...one })))
    .filter(({ rule }) => checked.test(rule));

  test('there are some, of both kinds', () => {
    expect(cases.filter(({ isBroken }) => isBroken).length).toBeGreaterThan(5);
    expect(cases.filter(({ isBroken }) => !isBroken).length).toBeGreaterThan(5);
  });

  if (cases.length === 0) return;

  test.each(cases.map((one, index) => [`${one.file} ${index}`, one] as const))(
    '%s',
    (_, { rule, isBroken, document }) => {
      expect({ rule, isBroken: brokenRules(document, 'case.xml').includes(rule) }).toEqual({ rule, isBroken });
    },
  );
});

describeCorpus('the official verdicts', () => {
  /** Profiles without lines, and without the parts of totals, cannot hold the rules about them. */
  const isWithoutLines = (profile: string) => /:(minimum|basicwl)$/.test(profile);
  const profiles = new Map(
    corpus === undefined ? [] : table('expected.csv').map(row => [row['file'], row['profile'] ?? '']),
  );
  const verdicts = corpus === undefined ? [] : table('verdicts.csv');

  test('there are many', () => expect(verdicts.length).toBeGreaterThan(100));

  if (verdicts.length === 0) return;

  test.each(verdicts.map(row => [row['file'] ?? '', row] as const))('%s', (file, row) => {
    const official = `${row['fatal_rules']} ${row['warning_rules']}`.split(' ').filter(rule => checked.test(rule));
    const ours = brokenRules(readFileSync(join(invoices, file)), file).filter(rule => rule !== 'BR-CO-25');
    const isWithout = isWithoutLines(profiles.get(file) ?? '');
    expect(ours).toEqual(isWithout ? [] : [...new Set(official)].sort());
  });
});
