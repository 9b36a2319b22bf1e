import { type ReactNode, useEffect, useId, useLayoutEffect, useRef, useState } from 'react';
import { useLanguage, useTexts } from '../texts/index.js';
import { type ExportedList, ExportLink } from './export-link.js';
import { SortButton, useSort } from './sort-button.js';
import { type ReadOn, useRowsInSight } from './rows-in-sight.js';

export interface Column<Row> {
  readonly head: string;
  readonly cell: (row: Row, index: number) => ReactNode;
  /** Figures stand at the right. */
  readonly figures?: boolean;
  /** The cell that names its row; the first one where none is marked. */
  readonly names?: boolean;
  /** The order of the list that this column is sorted by, with a minus where the largest comes first. */
  readonly sort?: string;
}

interface TableProps<Row> {
  readonly caption: string;
  /** The list as a file, where it can be taken away. */
  readonly file?: ExportedList;
  readonly rows: readonly Row[];
  readonly columns: readonly Column<Row>[];
  readonly rowKey: (row: Row, index: number) => string;
  /** Said in place of the table where there are no rows. */
  readonly empty?: string;
  readonly foot?: ReactNode;
  /** The order in which the list stands where the address names none, as columns name theirs. */
  readonly sortedBy?: string;
  /** How to read on, of a list that may be long: rows out of sight are not drawn. */
  readonly readOn?: ReadOn;
}

/** A table with its caption; a narrow window scrolls it sideways, by keyboard too. */
export function Table<Row>(props: TableProps<Row>) {
  const { caption, file, rows, columns, rowKey, empty, foot, sortedBy, readOn } = props;
  const t = useTexts();
  const captionId = useId();
  const sort = useSort(sortedBy);
  const { body, places, isPart, following } = useRowsInSight(rows, rowKey, readOn);
  const { heads, widths } = useSteadyWidths(isPart, columns.length, places.length > 0);
  if (rows.length === 0) return <p className="empty">{empty}</p>;
  const naming = Math.max(
    0,
    columns.findIndex(column => column.names),
  );
  return (
    <>
      {file && <ExportLink {...file} />}
      {/* Before the rows, for behind them it would move on before whoever comes to it. */}
      {isPart && (
        <p className="more">
          <span role="status">{t('table.shown', { count: rows.length })}</span>{' '}
          {readOn?.hasNextPage && (
            <button type="button" data-more onClick={readOn.more}>
              {t('table.more')}
            </button>
          )}
        </p>
      )}
      {/* What scrolls must be reachable by keyboard. */}
      <div className="scroll" role="group" aria-labelledby={captionId} tabIndex={0}>
        <table
          className={widths && 'steady'}
          aria-rowcount={isPart ? (readOn?.hasNextPage ? -1 : rows.length + 1) : undefined}
        >
          <caption id={captionId}>{caption}</caption>
          <thead>
            <tr ref={heads} aria-rowindex={isPart ? 1 : undefined}>
              {columns.map(({ head, figures, sort: order }, place) => (
                <th
                  key={head}
                  scope="col"
                  style={widths && { width: widths[place] }}
                  className={figures ? 'figures' : undefined}
                  aria-sort={order === undefined ? undefined : sort.directionOf(order)}
                >
                  {order ? <SortButton head={head} order={order} sort={sort} /> : head}
                </th>
              ))}
            </tr>
          </thead>
          {/* Rows of another list are others on the screen too: none of them moved. */}
          <tbody key={readOn?.generation} ref={body}>
            {places.flatMap(({ index, gap, measure }) => {
              const row = rows[index]!;
              return [
                gap > 0 && (
                  <tr key={`before ${index}`} aria-hidden="true" className="gap">
                    <td colSpan={columns.length} style={{ height: gap }} />
                  </tr>
                ),
                <tr
                  key={rowKey(row, index)}
                  ref={measure}
                  data-index={index}
                  aria-rowindex={isPart ? index + 2 : undefined}
                >
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
                </tr>,
              ];
            })}
            {following > 0 && (
              <tr key="after" aria-hidden="true" className="gap">
                <td colSpan={columns.length} style={{ height: following }} />
              </tr>
            )}
          </tbody>
          {foot && <tfoot>{foot}</tfoot>}
        </table>
      </div>
    </>
  );
}

/** The widths that columns had with the first rows, kept while others come: nothing moves sideways under the eye. */
function useSteadyWidths(isPart: boolean, columns: number, hasRows: boolean) {
  const language = useLanguage();
  const heads = useRef<HTMLTableRowElement>(null);
  const [widths, setWidths] = useState<readonly number[]>();
  useLayoutEffect(() => setWidths(undefined), [isPart, columns, language]);
  useLayoutEffect(() => {
    // Before any row is drawn, the heads alone would say how wide the columns are.
    if (!isPart || widths || !hasRows || !heads.current) return;
    setWidths([...heads.current.cells].map(cell => cell.getBoundingClientRect().width));
  });
  useEffect(() => {
    const forget = () => setWidths(undefined);
    window.addEventListener('resize', forget);
    return () => window.removeEventListener('resize', forget);
  }, []);
  return { heads, widths: isPart ? widths : undefined };
}
