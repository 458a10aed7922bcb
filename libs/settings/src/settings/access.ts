import * as is from '../types.ts';
import type { Setting } from './setting.ts';

/** Limits of requests and streams, sign-in methods, and session lifetimes. */
export const accessSettings = {
  REPRISE_RATE_LIMIT: {
    type: is.perMinute,
    default: '6000',
    readers: ['gateway'],
    meaning: 'requests per minute and client address; `0`: no limit',
  },
  REPRISE_COMMAND_RATE_LIMIT: {
    type: is.perMinute,
    default: '1200',
    readers: ['gateway'],
    meaning: 'commands per minute and client address; `0`: no limit',
  },
  REPRISE_ANONYMOUS_RATE_LIMIT: {
    type: is.perMinute,
    default: '600',
    readers: ['gateway'],
    meaning:
      'requests without a token or cookie per minute and address; `/health` and `/metrics` are counted separately; `0`: no limit',
  },
  REPRISE_STREAMS_PER_PERSON: {
    type: is.wholeNumber(0, 1_000_000, 'a number of streams, or 0 for no limit'),
    default: '100',
    readers: ['gateway'],
    meaning: 'open streams of changes per person (each visible tab has one); `0`: no limit',
  },
  REPRISE_SESSION_IDLE: {
    type: is.lifetime,
    default: '7d',
    readers: ['gateway'],
    meaning: 'idle time after which a browser has to sign in again: minutes, hours or days',
  },
  REPRISE_SESSION_MAX: {
    type: is.lifetime,
    default: '30d',
    readers: ['gateway'],
    meaning: 'time after which a browser has to sign in again in any case',
  },
  REPRISE_ADMIN_TOKEN: {
    type: is.oneOf('on', 'off'),
    default: 'on',
    readers: ['gateway'],
    meaning:
      '`off`: `admin.token` and its link are valid only while no admin has an account; see [access](access.md#the-local-administrator)',
  },
  REPRISE_CANCEL_OF_OTHERS: {
    type: is.oneOf('anyone', 'owner'),
    default: 'anyone',
    readers: ['gateway'],
    meaning:
      '`owner`: only the person who submitted a job, and admins, may cancel it; `anyone`: every operator may. See [roles](access-roles.md)',
  },
  REPRISE_APPROVALS: {
    type: is.waitingCommandList,
    default: '',
    readers: ['gateway'],
    meaning:
      'commands that need approval by a second person, separated by commas, such as `rerun,clean,cancel`. A `rerun` needs it only for a completed job, a `cancel` only for a job of another person. See [approvals](access-roles.md#approval-by-a-second-person)',
  },
  REPRISE_APPROVAL_TIME: {
    type: is.lifetime,
    default: '1d',
    readers: ['gateway'],
    meaning: 'time after which a request without approval expires: minutes, hours or days',
  },
  REPRISE_OIDC_ISSUER: {
    type: is.issuerUrl,
    readers: ['gateway'],
    meaning:
      'issuer of the directory that people sign in with, by [OpenID Connect](access.md#sign-in-with-a-directory); `/.well-known/openid-configuration` is below it',
  },
  REPRISE_OIDC_CLIENT_ID: {
    type: is.nonEmptyText,
    readers: ['gateway'],
    meaning: 'client id of Reprise at the issuer',
  },
  REPRISE_OIDC_CLIENT_SECRET_FILE: {
    type: is.path,
    readers: ['gateway'],
    meaning: 'file with the client secret; without one, a public client with PKCE',
  },
  REPRISE_OIDC_SCOPES: {
    type: is.wordList,
    default: 'openid,profile,email',
    readers: ['gateway'],
    meaning: 'requested scopes, separated by commas; some issuers send groups only with an additional scope',
  },
  REPRISE_OIDC_GROUP_CLAIM: {
    type: is.nonEmptyText,
    default: 'groups',
    readers: ['gateway'],
    meaning: "claim of the ID token that lists a person's groups",
  },
  REPRISE_OIDC_ROLES: {
    type: is.groupRoles,
    default: '*=viewer',
    readers: ['gateway'],
    meaning:
      'role by group, such as `lab-admins=admin,lab=operator,*=viewer`: the highest applies, at each sign-in; `*`: all users of the directory. Users without a role cannot sign in',
  },
  REPRISE_OIDC_LABEL: {
    type: is.nonEmptyText,
    default: 'Sign in with your organization',
    readers: ['gateway'],
    meaning: 'text of the button on the sign-in page',
  },
} as const satisfies Record<string, Setting>;
