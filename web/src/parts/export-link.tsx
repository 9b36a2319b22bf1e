import { type ExportParameters, exportHref } from '../lib/export-href.js';
import { useTexts } from '../texts/index.js';

/** A list that can be taken away as a file: all of it, not the page alone, under the filter of the screen. */
export interface ExportedList {
  /** Its name among the exports of the server. */
  readonly list: string;
  readonly parameters?: ExportParameters;
}

export function ExportLink({ list, parameters }: ExportedList) {
  const t = useTexts();
  return (
    <p className="export">
      <a href={exportHref(list, parameters)} download data-export={list}>
        {t('export.csv')}
      </a>
    </p>
  );
}
