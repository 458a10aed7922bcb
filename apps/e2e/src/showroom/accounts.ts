import type { Person } from '@reprise/contracts';
import type {
  AccountSession,
  AccountView,
  OpenInvite,
  TokenView,
  UserView,
  WaitingDevice,
} from '@reprise/accounts/contract';
import type { Fakes } from './fakes.ts';

const at = '2026-03-01T08:00:00.000Z';
const later = '2099-01-01T08:00:00.000Z';
const id = (n: number) => `0196f0d0-22bb-4cc1-8a11-2d3e4f5a6b${String(n).padStart(2, '0')}`;

const people: Person[] = [
  {
    user_id: id(1),
    name: 'Ana Ruiz-Fernandez',
    email: 'ana@lab.example',
    initials: 'AR',
    role: 'admin',
    erased: false,
    disabled: false,
  },
  {
    user_id: id(2),
    name: 'Bo Lind',
    email: 'bo@lab.example',
    initials: 'BL',
    role: 'operator',
    erased: false,
    disabled: false,
  },
  {
    user_id: id(3),
    name: 'Vera Holm',
    email: 'vera@lab.example',
    initials: 'VH',
    role: 'viewer',
    erased: false,
    disabled: false,
  },
];
const account: AccountView = {
  user_id: id(1),
  name: 'Ana Ruiz-Fernandez',
  email: 'ana@lab.example',
  role: 'admin',
  created_at: at,
  has_password: true,
  from_directory: false,
  totp_enabled: true,
  backup_codes_left: 8,
  passkeys: [{ passkey_id: 'p1', name: 'Chrome on Linux', created_at: at }],
};
const session = (n: number, changes: Partial<AccountSession>): AccountSession => ({
  session_id: `s${String(n)}`,
  current: false,
  created_at: at,
  last_used_at: at,
  expires_at: later,
  ends_at_latest: later,
  address: '10.0.0.7',
  user_agent: 'Mozilla/5.0 (Windows NT 10.0) Chrome/142.0 Safari/537.36',
  ...changes,
});
const token = (n: number, changes: Partial<TokenView>): TokenView => ({
  token_id: `t${String(n)}`,
  name: 'nightly',
  start: 'rp_4f2a',
  role: 'operator',
  created_at: at,
  expires_at: later,
  last_used_at: null,
  last_address: null,
  ...changes,
});
const user = ({ user_id, name, email, role }: Person, changes: Partial<UserView>): UserView => ({
  user_id,
  name,
  email: email ?? '',
  role: role ?? 'viewer',
  status: 'active',
  created_at: at,
  last_sign_in_at: at,
  has_password: true,
  totp_enabled: false,
  passkeys: 0,
  from_directory: false,
  ...changes,
});
const invited: OpenInvite = {
  invite_id: id(9),
  email: 'cleo@lab.example',
  role: 'reviewer',
  invited_by: `user:${id(1)}`,
  created_at: at,
  expires_at: later,
};

/** Response fields that name the actor. */
const DOERS = /"(created_by|asked_by|requested_by|actor|by)":"admin"/g;

/**
 * Makes the page show an admin with an account instead of the server's owner. Call it after the scene's own fakes,
 * because the first match wins.
 */
export function asPerson({ change, give }: Fakes): void {
  const actor = `user:${id(1)}`;
  const who = { actor, name: 'Ana Ruiz-Fernandez', role: 'admin', kind: 'person', approvals: ['rerun', 'clean'] };
  change(/\/api\/session(\?|$)/, (body) => ({ ...body, ...who }));
  give(/\/api\/people(\?|$)/, { people, tokens: [], runners: [] });
  change(/\/api\/(jobs|queues|audit|uploads|storage|bulk)(\/|\?|$)/, (body) => {
    const written = JSON.stringify(body).replaceAll(DOERS, (_, field: string) => `"${field}":"${actor}"`);
    return JSON.parse(written) as object;
  });
}

export const accounts = {
  /** All sign-in methods are set up. */
  allWays: ({ give }: Fakes) =>
    give(/\/api\/sign-in(\?|$)/, {
      password: true,
      passkey: true,
      oidc: { label: 'Sign in with Lab ID' },
      first_admin_needed: false,
    }),
  invite: ({ give }: Fakes) =>
    give(/\/api\/invites\/show$/, {
      kind: 'invite',
      email: 'bo@lab.example',
      name: null,
      role: 'operator',
      invited_by: 'Ana Ruiz',
      expires_at: later,
    }),
  account: (fakes: Fakes) => {
    fakes.give(/\/api\/account(\?|$)/, account);
    const items = [
      session(1, { current: true, user_agent: 'Mozilla/5.0 (X11; Linux x86_64) Firefox/145.0' }),
      session(2, {}),
    ];
    fakes.give(/\/api\/account\/sessions(\?|$)/, { items, next_cursor: null });
  },
  tokens: (fakes: Fakes) => {
    const items = [
      token(1, { last_used_at: at, last_address: '10.0.0.7' }),
      token(2, { name: 'LIMS', role: 'viewer', expires_at: at }),
    ];
    fakes.give(/\/api\/tokens(\?|$)/, { items, next_cursor: null });
  },
  device: (fakes: Fakes) => {
    const waiting: WaitingDevice = {
      user_code: 'LAB2-7KEY',
      program: 'reprise on lab-pc',
      address: '10.0.0.7',
      created_at: at,
      expires_at: later,
    };
    fakes.give(/\/api\/account\/devices\/LAB2-7KEY$/, waiting);
  },
  users: (fakes: Fakes) => {
    const [ana, bo, vera] = people as [Person, Person, Person];
    const items = [
      user(ana, { totp_enabled: true, passkeys: 1 }),
      user(bo, { has_password: false, from_directory: true }),
      user(vera, { status: 'disabled', last_sign_in_at: null }),
    ];
    fakes.give(/\/api\/users(\?|$)/, { items, next_cursor: null });
    fakes.give(/\/api\/users\/invites(\?|$)/, { items: [invited], next_cursor: null });
  },
};
