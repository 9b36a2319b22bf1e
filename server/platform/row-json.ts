/**
 * Rows as JSON that PostgreSQL reads back into records of their table (`jsonb_populate_recordset`): names in snake case, and
 * whole numbers of any length as they are.
 */
export function rowsAsJson(rows: readonly object[]): string {
  const records = rows.map(row =>
    Object.fromEntries(Object.entries(row).map(([key, value]) => [snakeName(key), value])),
  );
  return JSON.stringify(records, (_, value: unknown) => (typeof value === 'bigint' ? value.toString() : value));
}

/** 'faceMinor' as 'face_minor'. */
export function snakeName(camel: string): string {
  return camel.replace(/[A-Z]/g, letter => `_${letter.toLowerCase()}`);
}
