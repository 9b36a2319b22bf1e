import { eventHistory } from '../events/index.js';
import { textCell } from '../platform/csv-writer.js';
import type { RequestContext } from '../platform/request-context.js';
import type { ListReader, Records } from './list-query.js';

/** The event log as a list, newest first: what a viewer's channels carry and its policy shows it. */
export const eventList: ListReader = {
  headings: ['at', 'business_day', 'type', 'subject_kind', 'subject_id'],
  parameters: [],
  read: parameters => {
    const faults = Object.keys(parameters).map(name => `This list has no parameter ${name}.`);
    return faults.length > 0 ? { faults } : { variables: {} };
  },
  open: async context => eventPages(context),
};

async function* eventPages(context: RequestContext): AsyncGenerator<Records, void, undefined> {
  for await (const events of eventHistory(context.services.events, context)) {
    yield events.map(({ at, businessDay, type, subject }) =>
      [at.toISOString(), businessDay, type, subject?.constructor.name ?? '', subject?.id ?? ''].map(textCell),
    );
  }
}
