import { type ReactNode, useId } from 'react';
import { type ExportedList, ExportLink } from './export-link.js';

export interface Column<Row> {
  readonly head: string;
  readonly cell: (row: Row, index: number) => ReactNode;
  /** Figures stand at the right. */
  readonly figures?: boolean;
  /** The cell that names its row; the first one where none is marked. */
  readonly names?: boolean;
}

interface TableProps<Row> {
  readonly caption: string;
  /** The list as a file, where it can be taken away. */
  readonly file?: ExportedList;
  readonly rows: readonly Row[];
  readonly columns: readonly Column<Row>[];
  readonly rowKey: (row: Row, index: number) => string;
  /** Said in place of the table where there are no rows. */
  readonly empty: string;
  readonly foot?: ReactNode;
}

/** A table with its caption; a narrow window scrolls it sideways, by keyboard too. */
export function Table<Row>({ caption, file, rows, columns, rowKey, empty, foot }: TableProps<Row>) {
  const captionId = useId();
  if (rows.length === 0) return <p className="empty">{empty}</p>;
  const naming = Math.max(
    0,
    columns.findIndex(column => column.names),
  );
  return (
    <>
      {file && <ExportLink {...file} />}
      {/* What scrolls must be reachable by keyboard. */}
      <div className="scroll" role="group" aria-labelledby={captionId} tabIndex={0}>
        <table>
          <caption id={captionId}>{caption}</caption>
          <thead>
            <tr>
              {columns.map(({ head, figures }) => (
                <th key={head} scope="col" className={figures ? 'figures' : undefined}>
                  {head}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row, index) => (
              <tr key={rowKey(row, index)}>
                {columns.map(({ head, cell, figures }, place) =>
                  place === naming ? (
                    <th key={head} scope="row" className={figures ? 'figures' : undefined}>
                      {cell(row, index)}
                    </th>
                  ) : (
                    <td key={head} className={figures ? 'figures' : undefined}>
                      {cell(row, index)}
                    </td>
                  ),
                )}
              </tr>
            ))}
          </tbody>
          {foot && <tfoot>{foot}</tfoot>}
        </table>
      </div>
    </>
  );
}
