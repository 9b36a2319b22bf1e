import { BarChart, type BarChartProps } from './bar-chart.js';
import type { ExportedList } from './export-link.js';
import { type Column, Table } from './table.js';

interface ChartAndTableProps<Row> extends Omit<BarChartProps<Row>, 'title'> {
  readonly caption: string;
  readonly columns: readonly Column<Row>[];
  readonly file?: ExportedList;
}

/** A table, and beside it its picture; below it where the window is narrow. */
export function ChartAndTable<Row>({ caption, columns, file, ...chart }: ChartAndTableProps<Row>) {
  return (
    <div className="chart-and-table">
      <BarChart title={caption} {...chart} />
      <div>
        <Table caption={caption} file={file} rows={chart.rows} rowKey={chart.rowKey} columns={columns} empty="" />
      </div>
    </div>
  );
}

/** Rows in groups that have the same key, in the order in which the keys come; amounts of several currencies share no axis. */
export function grouped<Row>(rows: readonly Row[], keyOf: (row: Row) => string): [key: string, rows: Row[]][] {
  const groups = new Map<string, Row[]>();
  for (const row of rows) groups.set(keyOf(row), [...(groups.get(keyOf(row)) ?? []), row]);
  return [...groups];
}
