import { spawn } from 'node:child_process';
import { decodeText } from '../platform/decode-text.js';
import { readXml } from '../platform/xml-reader.js';
import type { XmlElement } from '../platform/xml-tree.js';
import type { DocumentProblem, DocumentReading, ProblemSeverity } from './document-reading.js';
import { fileProblem } from './document-reading.js';

/*
 * Rules that are not ours: an operator that wants all of EN 16931 checked, or the rules of a country, names a program that
 * does it with whatever rule file and engine it has. The document goes in by standard input; what comes out is a report in
 * the Schematron Validation Report Language (ISO/IEC 19757-3, annex D).
 */

/** Judges a document that was read, with the program's own rules. */
export type OutsideValidator = (reading: DocumentReading, bytes: Uint8Array) => Promise<DocumentReading>;

interface Bounds {
  readonly timeLimitMs: number;
  readonly mostOutputBytes: number;
  /** Programs that run at the same time; other documents wait. */
  readonly atOnce: number;
}

const BOUNDS: Bounds = { timeLimitMs: 20_000, mostOutputBytes: 4 * 1024 * 1024, atOnce: 2 };
/** Where programs are looked for that are not named by their whole path. */
const SEARCH_PATH = '/usr/local/bin:/usr/bin:/bin';
const SVRL = 'http://purl.oclc.org/dsdl/svrl';
const MOST_FINDINGS = 100;
const MOST_CHARACTERS = 500;
/** How rule files mark what makes a document invalid; whatever else they find, a person looks at. */
const GRAVE = ['fatal', 'error'];

/**
 * A validator that runs this program: a path and arguments, divided by spaces, and no shell. It gets nothing of our
 * environment, a bounded time, and a bounded answer. Where it gives none, the document is not stopped: whoever
 * approves it is told.
 */
export function outsideValidator(commandLine: string, bounds: Bounds = BOUNDS): OutsideValidator {
  const [program = '', ...parameters] = commandLine.trim().split(/\s+/);
  const takeTurn = turns(bounds.atOnce);
  return async (reading, bytes) => {
    const [invoice, ...others] = reading.invoices;
    // A table has no XML that rules are written for.
    if (!invoice || others.length > 0 || invoice.syntax === 'csv') return reading;
    const report = await takeTurn(() => run(program, parameters, reading.xmlInside ?? bytes, bounds));
    const findings = 'fault' in report ? [unanswered(report.fault)] : findingsOf(report.output);
    return { ...reading, invoices: [{ ...invoice, problems: [...invoice.problems, ...findings] }] };
  };
}

function unanswered(why: string): DocumentProblem {
  return fileProblem('VALIDATOR_FAILED', `The rules of the operator were not checked: ${why}.`, 'WARNING');
}

function findingsOf(output: Buffer): DocumentProblem[] {
  const decoded = decodeText(output);
  if ('fault' in decoded) return [unanswered('the report cannot be read')];
  const outcome = readXml(decoded.text);
  if ('fault' in outcome || outcome.root.namespace !== SVRL || outcome.root.name !== 'schematron-output')
    return [unanswered('the answer is no report of Schematron')];
  return outcome.root.children
    .filter(({ namespace, name }) => namespace === SVRL && ['failed-assert', 'successful-report'].includes(name))
    .slice(0, MOST_FINDINGS)
    .map(findingOf);
}

function findingOf(element: XmlElement): DocumentProblem {
  const attribute = (name: string) => element.attributes.get(name)?.trim();
  const words = textOf(element).replace(/\s+/g, ' ').trim() || attribute('test') || 'A rule is broken.';
  const id = attribute('id');
  const isNamed = id === undefined || words.includes(id);
  return {
    code: 'RULE_BROKEN',
    path: shortened(attribute('location') ?? '/'),
    row: null,
    column: null,
    message: shortened(isNamed ? words : `${id}: ${words}`),
    severity: severityOf(attribute('flag') ?? attribute('role')),
  };
}

function severityOf(flag: string | undefined): ProblemSeverity {
  return GRAVE.includes(flag?.toLowerCase() ?? '') ? 'ERROR' : 'WARNING';
}

function textOf({ text, children }: XmlElement): string {
  return [text, ...children.map(textOf)].join(' ');
}

function shortened(words: string): string {
  return words.length > MOST_CHARACTERS ? `${words.slice(0, MOST_CHARACTERS)}…` : words;
}

/** What the program writes, or why there is no answer. Its whole group of processes ends with it. */
function run(
  program: string,
  parameters: readonly string[],
  document: Uint8Array,
  { timeLimitMs, mostOutputBytes }: Bounds,
): Promise<{ output: Buffer } | { fault: string }> {
  return new Promise(resolve => {
    const child = spawn(program, parameters, {
      env: { PATH: SEARCH_PATH },
      stdio: ['pipe', 'pipe', 'ignore'],
      detached: true,
    });
    const chunks: Buffer[] = [];
    let size = 0;
    const end = (outcome: { output: Buffer } | { fault: string }) => {
      clearTimeout(timer);
      killGroup(child.pid);
      resolve(outcome);
    };
    const timer = setTimeout(() => end({ fault: 'the program took too long' }), timeLimitMs);
    child.once('error', () => end({ fault: 'the program cannot be started' }));
    // It may answer before it has read everything.
    child.stdin.on('error', () => {});
    child.stdin.end(document);
    child.stdout.on('data', (chunk: Buffer) => {
      chunks.push(chunk);
      size += chunk.length;
      if (size > mostOutputBytes) end({ fault: 'the report is too long' });
    });
    // Validators exit with a code of their own where rules are broken: the report counts.
    child.once('close', () => end(size === 0 ? { fault: 'there is no report' } : { output: Buffer.concat(chunks) }));
  });
}

function killGroup(pid: number | undefined): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // It has ended.
  }
}

/** Lets so many run at the same time, the others in the order in which they came. */
function turns(atOnce: number): <T>(work: () => Promise<T>) => Promise<T> {
  const waiting: (() => void)[] = [];
  let running = 0;
  return async work => {
    if (running >= atOnce) await new Promise<void>(resolve => waiting.push(resolve));
    running += 1;
    try {
      return await work();
    } finally {
      running -= 1;
      waiting.shift()?.();
    }
  };
}
