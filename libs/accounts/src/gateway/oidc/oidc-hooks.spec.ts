import type { Role } from '@reprise/contracts';
import { inSignIn, oidcHooks, oidcPlugin, type DirectorySignIn } from '../better-auth/oidc-provider.ts';

const settings = {
  issuer: 'https://login.lab.example/',
  clientId: 'reprise',
  clientSecret: 'secret',
  label: 'Sign in',
  scopes: ['openid', 'email'],
  groupClaim: 'groups',
  roles: new Map<string, Role>([['lab', 'operator']]),
};
const profile = { sub: 's1', name: 'Cleo Marin', email: 'cleo@lab.example', groups: ['lab'] };

/** Facts of a sign-in, which also record the order of calls. */
function signIn(role?: Role) {
  const asked: string[] = [];
  const facts: DirectorySignIn = {
    asked: async () => void asked.push('asked'),
    nameOf: async ({ sub, name }) => (asked.push(`name of ${sub}`), `${name} (lab)`),
    ...(role && { role }),
  };
  return { facts, asked };
}

describe('the directory in the library', () => {
  it('is discovered by its issuer, and used with PKCE and verified ID tokens', () => {
    const [config] = oidcPlugin(settings).config;
    expect(config).toMatchObject({
      providerId: 'oidc',
      clientId: 'reprise',
      clientSecret: 'secret',
      scopes: ['openid', 'email'],
      pkce: true,
      requireIdTokenVerification: true,
      overrideUserInfo: true,
      discoveryUrl: 'https://login.lab.example/.well-known/openid-configuration',
    });
    const [open] = oidcPlugin({ ...settings, issuer: 'https://lab.example/a', clientSecret: undefined }).config;
    expect(open?.discoveryUrl).toBe('https://lab.example/a/.well-known/openid-configuration');
    expect(open).not.toHaveProperty('clientSecret');
  });

  const map = (facts: DirectorySignIn, given: Readonly<Record<string, unknown>>) =>
    inSignIn(facts, async () => oidcPlugin(settings).config[0]!.mapProfileToUser(given));

  it('provides the role of the groups, and the name after all requests', async () => {
    const { facts, asked } = signIn();
    expect(await map(facts, profile)).toEqual({ name: 'Cleo Marin (lab)' });
    expect([facts.role, asked]).toEqual(['operator', ['asked', 'name of s1']]);
  });

  it('provides no role without a known group, and keeps an earlier one', async () => {
    const { facts } = signIn();
    await map(facts, { ...profile, groups: ['visitors'] });
    expect(facts).not.toHaveProperty('role');
    const earlier = signIn('viewer');
    await map(earlier.facts, { ...profile, groups: [] });
    expect(earlier.facts.role).toBe('viewer');
  });

  it.each(['sub', 'name', 'email'])('provides no name for a profile without %s', async (claim) => {
    const { facts, asked } = signIn();
    expect(await map(facts, { ...profile, [claim]: undefined })).toEqual({});
    expect(asked).toEqual(['asked']);
  });

  it('changes nothing outside of a sign-in', async () => {
    expect(await oidcPlugin(settings).config[0]!.mapProfileToUser(profile)).toEqual({});
  });
});

describe('an account or session from a directory sign-in', () => {
  const { user, session } = oidcHooks;

  it('is created with the role of the groups', async () => {
    const { facts } = signIn('operator');
    const made = await inSignIn(facts, async () => {
      const before = await user.create.before({ name: 'Cleo', role: 'viewer' });
      await user.create.after({ id: 'u1' });
      await session.create.before({ userId: 'u1' });
      return before;
    });
    expect(made).toEqual({ data: { name: 'Cleo', role: 'operator' } });
    expect(facts).toMatchObject({ newUserId: 'u1', userId: 'u1' });
  });

  it('is refused without a role', async () => {
    const { facts } = signIn();
    const refused = { status: 'FORBIDDEN', body: { code: 'no_role', message: 'The groups give no role' } };
    await expect(inSignIn(facts, async () => user.create.before({ name: 'Guest' }))).rejects.toMatchObject(refused);
    await expect(inSignIn(facts, async () => session.create.before({ userId: 'u1' }))).rejects.toMatchObject(refused);
    expect(facts).not.toHaveProperty('userId');
  });

  it('stays unchanged in other sign-ins', async () => {
    const data = { name: 'Ana', role: 'admin' };
    expect(await user.create.before(data)).toEqual({ data });
    await expect(user.create.after({ id: 'u1' })).resolves.toBeUndefined();
    await expect(session.create.before({ userId: 'u1' })).resolves.toBeUndefined();
  });
});
