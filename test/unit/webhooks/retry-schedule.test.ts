import { pauseSeconds, retryAfterSeconds } from '../../../server/webhooks/retry-schedule.js';

const schedule = [5, 300, 1_800, 7_200, 18_000, 36_000, 50_400, 72_000, 86_400];

test('ten attempts over three days, as Standard Webhooks suggests, with up to a fifth more by chance', () => {
  const attempts = schedule.map((_, index) => index + 1);
  expect(attempts.map(made => pauseSeconds(made, null, 0))).toEqual(schedule);
  expect(attempts.map(made => pauseSeconds(made, null, 1))).toEqual(schedule.map(seconds => seconds * 1.2));
  expect(schedule.reduce((sum, seconds) => sum + seconds)).toBe(75 * 3_600 + 35 * 60 + 5);
  expect(pauseSeconds(10, null, 0)).toBeNull();
  expect(pauseSeconds(10, 60, 0)).toBeNull();
});

test('what an answer asks for lengthens the pause, up to a day, and never shortens it', () => {
  expect(pauseSeconds(1, 120, 0)).toBe(120);
  expect(pauseSeconds(3, 120, 0)).toBe(1_800);
  expect(pauseSeconds(1, 1_000_000, 0)).toBe(86_400);
});

test('Retry-After is seconds or an instant; anything else asks for nothing', () => {
  const now = new Date('2031-03-03T10:00:00Z');
  expect(retryAfterSeconds('120', now)).toBe(120);
  expect(retryAfterSeconds('Mon, 03 Mar 2031 10:02:00 GMT', now)).toBe(120);
  expect(retryAfterSeconds('Mon, 03 Mar 2031 09:00:00 GMT', now)).toBe(0);
  for (const text of [undefined, '', '-5', '1.5', 'soon', '2031-03-03', '9999999999']) {
    expect(retryAfterSeconds(text, now)).toBeNull();
  }
});
