// @ts-check
// Follows what happens, through restarts of the server and of itself: TENOR_TOKEN=… node examples/follow-events.mjs CURSOR_FILE
// Prints one JSON object an event. The cursor is kept after each, so the next run goes on exactly where this one ended.
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { connect } from './connect.mjs';

const [cursorFile] = process.argv.slice(2);
if (!cursorFile) throw new Error('Name the file that keeps the cursor.');
const after = existsSync(cursorFile) ? readFileSync(cursorFile, 'utf8') : null;

for await (const { cursor, type, at, businessDay, subject } of connect().events(after)) {
  if (type) console.log(JSON.stringify({ type, at, businessDay, kind: subject?.__typename, id: subject?.id }));
  // Written beside and moved into place: a crash in between leaves the old cursor, and an event twice rather than never.
  writeFileSync(`${cursorFile}.new`, cursor);
  renameSync(`${cursorFile}.new`, cursorFile);
}
