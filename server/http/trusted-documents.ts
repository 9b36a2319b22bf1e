import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { projectRoot } from '../platform/project-root.js';

/** The documents the web may send, by the SHA-256 of their text: a browser's cookie reaches nothing else. */
export class TrustedDocuments {
  private constructor(private readonly documents: ReadonlyMap<string, string>) {}

  static async load(): Promise<TrustedDocuments> {
    const text = await readFile(join(projectRoot(), 'schema', 'operations.json'), 'utf8');
    return new TrustedDocuments(new Map(Object.entries(JSON.parse(text) as Record<string, string>)));
  }

  find(documentId: unknown): string | undefined {
    return typeof documentId === 'string' ? this.documents.get(documentId) : undefined;
  }
}
