import { latin9 } from '../../../server/statements/latin-9.js';

test('ISO 8859-15: its own eight signs, and what it lacks without marks or as a question', () => {
  expect([...latin9('€ŠšŽžŒœŸ')]).toEqual([0xa4, 0xa6, 0xa8, 0xb4, 0xb8, 0xbc, 0xbd, 0xbe]);
  expect(latin9('Société Générale').toString('latin1')).toBe('Société Générale');
  expect(latin9('Łódź ő и ¤ ½').toString('latin1')).toBe('?ódz o ? ? ?');
});
