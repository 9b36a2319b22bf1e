import { useViewer } from '../../app/market.js';
import type { OrganizationRole } from '../../graphql/documents.js';
import { Page } from '../../parts/page.js';
import { useTexts } from '../../texts/index.js';
import { DueCalendar } from '../buyer/due-calendar.js';
import { Exposure } from '../funder/exposure.js';
import { MaturityLadder } from '../funder/maturity-ladder.js';
import { CostOfWaiting } from '../supplier/cost-of-waiting.js';
import { CalendarFilter } from './calendar-spans.js';
import { ProgrammeFigures } from './programme-figures.js';
import { ReportedFigures } from './reported-figures.js';

/** What it comes to, for each role of the organization. */
export function FiguresPage() {
  const t = useTexts();
  const { roles } = useViewer().organization;
  const has = (role: OrganizationRole) => roles.includes(role);
  return (
    <Page title={t('figures.title')} lead={t('figures.lead')}>
      {(has('BUYER') || has('FUNDER')) && <CalendarFilter />}
      {has('SUPPLIER') && <CostOfWaiting />}
      {has('BUYER') && <DueCalendar />}
      {has('FUNDER') && <Exposure />}
      {has('FUNDER') && <MaturityLadder />}
      {(has('BUYER') || has('FUNDER')) && <ReportedFigures />}
      {(has('BUYER') || has('OPERATOR')) && <ProgrammeFigures />}
    </Page>
  );
}
