import { assertNotGuessable } from './guessable-password.ts';

const ana = ['Ana Ruiz', 'ana.ruiz@lab.example'];
const isTaken = (password: string) =>
  assertNotGuessable(password, 'password', ana).then(
    () => true,
    () => false,
  );

describe('a new password', () => {
  it('is refused if it is common, a pattern, or a variation of one', async () => {
    const common = [
      'administrator',
      'passwordpassword',
      'Password12345!',
      'qwertyuiopas',
      '123456789012',
      'aaaaaaaaaaaa',
    ];
    for (const password of common) expect([password, await isTaken(password)]).toEqual([password, false]);
  });

  it("is refused if it is made of the person's name or e-mail, or the product's name", async () => {
    for (const password of ['ana.ruiz2026', 'ana.ruiz.2026', 'reprise12345', 'reprise78301'])
      expect([password, await isTaken(password)]).toEqual([password, false]);
  });

  it('is refused if it is one word of those with some digits', async () => {
    for (const about of ['Mei Takahashi', 'm.takahashi@lab.example'])
      await expect(assertNotGuessable('takahashi12', 'password', [about])).rejects.toMatchObject({ status: 422 });
    await expect(assertNotGuessable('takahashi12', 'password', ana)).resolves.toBeUndefined();
  });

  it.each(['Ana Ruiz', 'Ana Ruiz-Li'])('is refused if it consists of several words of the name: %s', async (name) => {
    const made = [
      'AnaRuiz12345',
      'AnaRuiz2026!',
      'Ana-Ruiz-2026',
      'RuizAna202611',
      'ana ruiz ana ruiz',
      'ana.ruiz2026',
    ];
    for (const password of made)
      await expect(assertNotGuessable(password, 'password', [name, 'ana@lab.example'])).rejects.toMatchObject({
        status: 422,
      });
  });

  it('is refused if it consists of a name that begins with another one of the person', async () => {
    for (const password of ['TakahashiTa1234', 'Takahashi-Ta-2026'])
      await expect(assertNotGuessable(password, 'password', ['Ta Takahashi'])).rejects.toMatchObject({ status: 422 });
  });

  it('is accepted if it combines a name with text that is hard to guess', async () => {
    for (const password of ['ana likes three lemurs', 'AnaRuiz-k3JdQ0b6'])
      expect([password, await isTaken(password)]).toEqual([password, true]);
  });

  it('is accepted if it has a few words, or is random', async () => {
    for (const password of [
      'correct horse battery',
      'three lemurs in a lab',
      // The lowest score that is accepted.
      'summer lemur',
      'k3JdQ0b6sN2vXh7c',
      'ä'.repeat(3) + 'x9#Lq2!vTz',
    ])
      expect([password, await isTaken(password)]).toEqual([password, true]);
  });

  it('names the wrong field and the remedy', async () => {
    await expect(assertNotGuessable('administrator', 'new_password', ana)).rejects.toMatchObject({
      errors: [{ field: 'new_password', message: expect.stringContaining('easy to guess') as string }],
    });
  });
});
