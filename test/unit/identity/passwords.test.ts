import { nobodysHash, Passwords } from '../../../server/identity/passwords.js';

test('hashes with argon2id at 19 MiB, two passes and one lane, each time with a new salt', async () => {
  const passwords = new Passwords();
  const [one, two] = await Promise.all([passwords.hash('a long password'), passwords.hash('a long password')]);
  expect(one).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  expect(two).not.toBe(one);
});

test('verifies the password it hashed and no other', async () => {
  const passwords = new Passwords();
  const hash = (await passwords.hash('a long password'))!;
  expect(await passwords.verify(hash, 'a long password')).toBe(true);
  expect(await passwords.verify(hash, 'a long passwore')).toBe(false);
});

test('takes one spelling of an accent for another', async () => {
  const passwords = new Passwords();
  const hash = (await passwords.hash('Hôtel Lumie\u0300re'))!;
  expect(await passwords.verify(hash, 'Ho\u0302tel Lumière')).toBe(true);
});

test('nobody has no password, and finding that out costs as much', async () => {
  const passwords = new Passwords();
  expect(await passwords.verify(null, 'a long password')).toBe(false);
  const costOf = (hash: string) => hash.split('$').slice(0, 4).join('$');
  expect(costOf(nobodysHash)).toBe(costOf((await passwords.hash('a long password'))!));
  expect(nobodysHash).toHaveLength((await passwords.hash('a long password'))!.length);
});

test('two at a time, 32 wait, the next is turned away at once', async () => {
  const passwords = new Passwords();
  const taken = Array.from({ length: 34 }, () => passwords.verify(null, 'x'));
  expect(taken.every(each => each instanceof Promise)).toBe(true);
  expect(passwords.verify(null, 'x')).toBeUndefined();
  expect(passwords.hash('x')).toBeUndefined();
  expect(await Promise.all(taken.map(async each => each))).toEqual(Array.from({ length: 34 }, () => false));
  expect(await passwords.verify(null, 'x')).toBe(false);
});

test('a place comes free after a failure too', async () => {
  const passwords = new Passwords({ concurrent: 1, waiting: 1 });
  const failing = passwords.verify('no hash at all', 'x')!;
  const next = passwords.verify(null, 'x')!;
  await expect(failing).rejects.toThrow();
  expect(await next).toBe(false);
});
