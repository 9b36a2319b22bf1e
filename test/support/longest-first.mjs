// @ts-check
import TestSequencer from '@jest/test-sequencer';

/** Files that take half a minute and more: begun last, one of them would keep one worker busy while the other has nothing to do. */
const LONGEST = [
  'web/every-page',
  'races/two-servers',
  'web/quiet-pages',
  'unit/sweeps/move-clock',
  'faults/bulk-killed',
  'api/disclosures',
  'stories/worked-figures',
  'web/side-by-side-trade',
];

/** The longest first, for a run on a fresh machine, where nobody has measured them yet. */
export default class LongestFirst extends TestSequencer {
  /** @param {Parameters<InstanceType<typeof TestSequencer>['sort']>[0]} tests */
  sort(tests) {
    const sorted = super.sort(tests);
    const isLong = ({ path }) => LONGEST.some(name => path.endsWith(`/test/${name}.test.ts`));
    return [...sorted.filter(isLong), ...sorted.filter(test => !isLong(test))];
  }
}
