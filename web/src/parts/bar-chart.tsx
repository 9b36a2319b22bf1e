import { scaleBand, scaleLinear } from 'd3-scale';
import { useId } from 'react';
import { compactText } from '../lib/decimal-text.js';
import { useTexts } from '../texts/index.js';

/** One kind of bar. Its place among the series decides its colour and its pattern, so neither is needed alone. */
export interface Series<Row> {
  readonly label: string;
  /** A decimal as it is on the wire, not negative; null where there is none. */
  readonly value: (row: Row) => string | null;
}

export interface BarChartProps<Row> {
  readonly title: string;
  readonly rows: readonly Row[];
  readonly rowKey: (row: Row) => string;
  readonly label: (row: Row) => string;
  readonly series: readonly Series<Row>[];
  /** Bars of one row on each other's end, where they add up; else one below the other. */
  readonly stacked?: boolean;
  /** A bound drawn as a line across the row, as a limit is. */
  readonly bound?: Series<Row>;
  /** How wide it is drawn where there is room, in pixels. */
  readonly width?: number;
}

const AXIS_HEIGHT = 24;
const STACKED_HEIGHT = 26;
const GROUPED_HEIGHT = 18;

/**
 * A picture of the table that stands beside it, which alone says the figures: so it is one image to those who listen. Amounts
 * become numbers here and nowhere else, to be so many pixels long.
 */
export function BarChart<Row>(props: BarChartProps<Row>) {
  const { title, rows, rowKey, label, series, stacked = false, bound, width = 560 } = props;
  const labelWidth = Math.round(width / 4);
  const t = useTexts();
  const id = useId();
  const shown = bound ? [...series, bound] : series;
  const lengths = rows.map(row => series.map(({ value }) => pixelsOf(value(row))));
  const ends = rows.map((row, index) =>
    Math.max(bound ? pixelsOf(bound.value(row)) : 0, stacked ? sum(lengths[index]!) : Math.max(...lengths[index]!)),
  );
  const rowHeight = stacked ? STACKED_HEIGHT : GROUPED_HEIGHT * series.length + 8;
  const height = rowHeight * rows.length;
  const x = scaleLinear([0, Math.max(...ends) || 1], [labelWidth, width - 20]).nice(4);
  const y = scaleBand(rows.map(rowKey), [0, height]).padding(0.2);
  const thickness = stacked ? y.bandwidth() : y.bandwidth() / series.length;
  return (
    <figure className="chart">
      <figcaption>{title}</figcaption>
      {shown.length > 1 && (
        <ul className="legend">
          {shown.map(({ label: text }, place) => (
            <li key={text}>
              <svg width="22" height="14" aria-hidden="true">
                {place < series.length ? (
                  <rect className="bar" x="1" y="1" width="20" height="12" fill={fillOf(id, place)} />
                ) : (
                  <line className="bound" x1="11" x2="11" y1="0" y2="14" />
                )}
              </svg>{' '}
              {text}
            </li>
          ))}
        </ul>
      )}
      <svg viewBox={`0 0 ${width} ${height + AXIS_HEIGHT}`} role="img" aria-label={t('chart.of', { title })}>
        <Patterns id={id} />
        {x.ticks(4).map(tick => (
          <g key={tick}>
            <line className="grid" x1={x(tick)} x2={x(tick)} y1="0" y2={height} />
            <text x={x(tick)} y={height + 16} textAnchor="middle">
              {compactText(tick)}
            </text>
          </g>
        ))}
        {rows.map((row, index) => {
          const top = y(rowKey(row))!;
          return (
            <g key={rowKey(row)}>
              <text x={labelWidth - 8} y={top + y.bandwidth() / 2} textAnchor="end" dominantBaseline="central">
                {shortened(label(row))}
              </text>
              {lengths[index]!.map((length, place) => {
                const start = stacked ? sum(lengths[index]!.slice(0, place)) : 0;
                return (
                  length > 0 && (
                    <rect
                      key={series[place]!.label}
                      className="bar"
                      x={x(start)}
                      y={stacked ? top : top + place * thickness}
                      width={Math.max(1, x(start + length) - x(start))}
                      height={thickness}
                      fill={fillOf(id, place)}
                    />
                  )
                );
              })}
              {bound?.value(row) != null && (
                <line
                  className="bound"
                  x1={x(pixelsOf(bound.value(row)))}
                  x2={x(pixelsOf(bound.value(row)))}
                  y1={top - 3}
                  y2={top + y.bandwidth() + 3}
                />
              )}
            </g>
          );
        })}
      </svg>
    </figure>
  );
}

function pixelsOf(decimal: string | null): number {
  return decimal === null ? 0 : Math.max(0, Number(decimal));
}

function sum(lengths: readonly number[]): number {
  return lengths.reduce((total, length) => total + length, 0);
}

function shortened(label: string): string {
  return label.length > 22 ? `${label.slice(0, 21)}…` : label;
}

function fillOf(id: string, place: number): string {
  return `url(#${id}-${place})`;
}

/** Plain, striped, dotted: told apart without colour, in print and by whoever sees other colours. */
function Patterns({ id }: { id: string }) {
  return (
    <defs>
      <pattern id={`${id}-0`} width="8" height="8" patternUnits="userSpaceOnUse">
        <rect width="8" height="8" fill="#0b57a4" />
      </pattern>
      <pattern id={`${id}-1`} width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
        <rect width="6" height="6" fill="#fff" />
        <rect width="3" height="6" fill="#9a4a00" />
      </pattern>
      <pattern id={`${id}-2`} width="6" height="6" patternUnits="userSpaceOnUse">
        <rect width="6" height="6" fill="#fff" />
        <circle cx="3" cy="3" r="1.6" fill="#14633a" />
      </pattern>
    </defs>
  );
}
