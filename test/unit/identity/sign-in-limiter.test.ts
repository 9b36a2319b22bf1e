import { SignInLimiter } from '../../../server/identity/sign-in-limiter.js';

const claire = { email: 'claire@example.com', address: '192.0.2.7' };

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

async function takeMany(limiter: SignInLimiter, count: number, attempt = claire): Promise<number[]> {
  const waits: number[] = [];
  for (let made = 0; made < count; made++) waits.push(await limiter.take(attempt));
  return waits;
}

test('five failures are free; then each further one doubles the wait, up to a quarter of an hour', async () => {
  const limiter = new SignInLimiter();
  expect(await takeMany(limiter, 6)).toEqual([0, 0, 0, 0, 0, 15]);
  const waits: number[] = [];
  for (let failure = 6; failure <= 12; failure++) {
    const wait = await limiter.take(claire);
    waits.push(wait);
    jest.advanceTimersByTime(wait * 1_000 + 1);
    expect(await limiter.take(claire)).toBe(0);
  }
  expect(waits).toEqual([15, 30, 60, 120, 240, 480, 900]);
});

test('an attempt that must wait does not count', async () => {
  const limiter = new SignInLimiter();
  await takeMany(limiter, 50);
  jest.advanceTimersByTime(15_001);
  expect(await takeMany(limiter, 2)).toEqual([0, 30]);
});

test('of many at once no more than the free ones go through', async () => {
  const limiter = new SignInLimiter();
  const waits = await Promise.all(Array.from({ length: 30 }, () => limiter.take(claire)));
  expect(waits.filter(wait => wait === 0)).toHaveLength(5);
});

test('a success forgets the failures of the account', async () => {
  const limiter = new SignInLimiter();
  await takeMany(limiter, 5);
  await limiter.succeeded(claire);
  expect(await takeMany(limiter, 6)).toEqual([0, 0, 0, 0, 0, 15]);
});

test('accounts are counted apart, whether or not they exist', async () => {
  const limiter = new SignInLimiter();
  await takeMany(limiter, 5);
  expect(await limiter.take({ ...claire, email: 'nobody@example.com' })).toBe(0);
});

test('one address that tries many accounts waits as well; another address does not', async () => {
  const limiter = new SignInLimiter({ perAddress: 10 });
  const waits = [];
  for (let index = 0; index < 11; index++) waits.push(await limiter.take({ ...claire, email: `${index}@example.com` }));
  expect(waits).toEqual([...Array.from({ length: 10 }, () => 0), 15]);
  expect(await limiter.take({ email: 'x@example.com', address: '192.0.2.8' })).toBe(0);
});

test('a success takes back no failure of others at its address', async () => {
  const limiter = new SignInLimiter({ perAddress: 3 });
  await limiter.take({ ...claire, email: 'a@example.com' });
  await limiter.take({ ...claire, email: 'b@example.com' });
  await limiter.take(claire);
  await limiter.succeeded(claire);
  expect(await limiter.take({ ...claire, email: 'c@example.com' })).toBe(0);
  expect(await limiter.take({ ...claire, email: 'd@example.com' })).toBe(15);
});

test('failures are forgotten after an hour', async () => {
  const limiter = new SignInLimiter();
  await takeMany(limiter, 5);
  jest.advanceTimersByTime(3_600_001);
  expect(await takeMany(limiter, 6)).toEqual([0, 0, 0, 0, 0, 15]);
});

test('an attempt that was never made is given back, with the wait it began', async () => {
  const limiter = new SignInLimiter();
  await takeMany(limiter, 4);
  for (let time = 1; time <= 10; time++) {
    expect(await limiter.take(claire)).toBe(0);
    await limiter.giveBack(claire);
  }
  expect(await takeMany(limiter, 2)).toEqual([0, 15]);
});

test('what is given back takes no failure of others with it', async () => {
  const limiter = new SignInLimiter({ perAddress: 3 });
  await limiter.take({ ...claire, email: 'a@example.com' });
  await limiter.take({ ...claire, email: 'b@example.com' });
  await limiter.take(claire);
  await limiter.giveBack(claire);
  expect(await limiter.take(claire)).toBe(0);
  expect(await limiter.take(claire)).toBe(15);
});
