import { allMachines } from '../support/machines.js';
import { openTestMarket, type TestMarket } from '../support/test-market.js';

let market: TestMarket;
beforeAll(async () => {
  market = await openTestMarket();
});
afterAll(() => market.close());

test('every machine has the same arrows in code and in the database', async () => {
  const rows = await market.asAdmin<{ machine: string; from_state: string; to_state: string; event_type: string }>(
    "SELECT machine, from_state, to_state, event_type FROM state_transition WHERE (from_state, to_state) <> ('', '')",
  );
  const inDatabase = rows.map(row => `${row.machine}: ${row.from_state} → ${row.to_state} (${row.event_type})`).sort();
  const inCode = allMachines
    .flatMap(machine => machine.arrows.map(arrow => `${machine.subject}: ${arrow.from} → ${arrow.to} (${arrow.event})`))
    .sort();
  expect(inCode).toEqual(inDatabase);
});
