import { concatAST, type DefinitionNode, type DocumentNode, Kind, parse, print, separateOperations } from 'graphql';

/** One file below schema/operations: an operation our clients send, or a fragment that operations share. */
export interface OperationFile {
  readonly file: string;
  readonly source: string;
}

/** One document as a client sends it: its name, and its text with the fragments it needs. */
export interface Operation extends OperationFile {
  readonly name: string;
}

/**
 * The operations among the files, each with the fragments that it spreads, and those that these spread: what is checked, hashed
 * and sent is a whole document.
 *
 * @throws {Error} where a file does not hold one named definition
 */
export function wholeOperations(files: readonly OperationFile[]): Operation[] {
  const parsed = files.map(({ file, source }) => ({ file, ...namedDefinition(file, source) }));
  const fragments = concatAST(parsed.filter(isFragment).map(({ document }) => document));
  return parsed
    .filter(one => !isFragment(one))
    .map(({ file, name, document }) => {
      const whole = separateOperations(concatAST([document, fragments]))[name]!;
      return { file, name, source: print(whole) };
    });
}

/** The files of fragments that no operation spreads. */
export function idleFragments(files: readonly OperationFile[]): string[] {
  const needed = new Set(
    wholeOperations(files).flatMap(({ source }) => parse(source).definitions.map(definition => nameOf(definition))),
  );
  return files.filter(({ file, source }) => !needed.has(namedDefinition(file, source).name)).map(({ file }) => file);
}

interface Named {
  readonly name: string;
  readonly document: DocumentNode;
}

function namedDefinition(file: string, source: string): Named {
  const document = parse(source);
  const name = nameOf(document.definitions[0]);
  if (document.definitions.length !== 1 || !name) throw new Error(`${file}: one named document a file, please.`);
  return { name, document };
}

const nameOf = (definition: DefinitionNode | undefined): string | undefined =>
  definition && 'name' in definition ? definition.name?.value : undefined;

const isFragment = ({ document }: Named): boolean => document.definitions[0]!.kind === Kind.FRAGMENT_DEFINITION;
