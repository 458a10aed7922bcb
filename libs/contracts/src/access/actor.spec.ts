import { isByActor, isSamePerson, userActor, userOfActor } from './actor.ts';

const userId = '019b2f6e-5c3a-7d41-9e0b-3f6a1c2d4e5f';
const tokenId = '019b2f6e-5c3a-7d41-9e0b-3f6a1c2d4e60';

describe('the actor string of a user', () => {
  it('contains the id of the account, and of the token if there is one', () => {
    expect(userActor({ userId })).toBe(`user:${userId}`);
    expect(userActor({ userId, tokenId })).toBe(`user:${userId}/token:${tokenId}`);
    for (const ids of [{ userId }, { userId, tokenId }]) expect(userOfActor(userActor(ids))).toEqual(ids);
  });

  it('is not found in that of a machine, a runner or a forged one', () => {
    for (const actor of ['admin', 'runner:r1', 'retention-policy', '', 'user:', `user:${userId}/x`, `a user:${userId}`])
      expect([actor, userOfActor(actor)]).toEqual([actor, undefined]);
  });

  it('can be filtered with all tokens, or by one of them', () => {
    const [user, byToken] = [userActor({ userId }), userActor({ userId, tokenId })];
    expect([isByActor(byToken, user), isByActor(user, user), isByActor(byToken, byToken)]).toEqual([true, true, true]);
    expect([isByActor(user, byToken), isByActor(`${user}0`, user), isByActor('admin', user)]).toEqual([
      ...[false, false, false],
    ]);
  });

  it('identifies the same person with every token', () => {
    expect(isSamePerson(userActor({ userId }), userActor({ userId, tokenId }))).toBe(true);
    expect(isSamePerson(userActor({ userId }), userActor({ userId: tokenId }))).toBe(false);
    expect(isSamePerson('admin', 'admin')).toBe(true);
    expect(isSamePerson('admin', userActor({ userId }))).toBe(false);
  });
});
