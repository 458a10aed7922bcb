import { isIP } from 'node:net';
import { resolve } from 'node:path';
import { jobCommandNames, reasonedNames, Role, RunnerId } from '@reprise/contracts';
import { CronPattern } from 'croner';
import ipaddr from 'ipaddr.js';
import { z } from 'zod';

/**
 * Types of settings. Each validates and parses the text of an environment variable. Its message follows the name of the
 * variable.
 */

const DAY_S = 86_400;
const UNITS: Readonly<Record<string, number>> = { B: 1, KiB: 2 ** 10, MiB: 2 ** 20, GiB: 2 ** 30, TiB: 2 ** 40 };

export const port = (lowest: 0 | 1) => {
  const message = `must be a port from 1 to 65535${lowest === 0 ? ', or 0 for a free one' : ''}`;
  return z
    .string()
    .regex(/^\d{1,5}$/, message)
    .transform(Number)
    .refine((number) => number >= lowest && number <= 65535, message);
};

export const host = z.string().min(1);

export const nonEmptyText = z.string().trim().min(1);

export const wholeNumber = (lowest: number, highest: number, what: string) => {
  const message = `must be ${what}`;
  return z
    .string()
    .regex(/^\d{1,9}$/, message)
    .transform(Number)
    .refine((number) => number >= lowest && number <= highest, message);
};

/** A number above 0, with decimals if needed. */
export const positiveNumber = (highest: number, what: string) => {
  const message = `must be ${what}`;
  return z
    .string()
    .regex(/^\d{1,9}(\.\d{1,9})?$/, message)
    .transform(Number)
    .refine((number) => number > 0 && number <= highest, message);
};

const aPrice = /^\d{1,9}(\.\d{1,9})?$/;

const Prices = z.strictObject({
  cpu_hour: z.string().regex(aPrice).transform(Number),
  gb_hour: z.string().regex(aPrice).transform(Number),
  currency: z.string().regex(/^[A-Z]{3}$/),
});

/** Prices of an hour of a CPU and of a GB of memory, and their currency, as three `name=value`. */
export const prices = z.string().transform((text, context): z.output<typeof Prices> => {
  const given = Prices.safeParse(Object.fromEntries(parts(text).map((part) => part.split('='))));
  if (given.success) return given.data;
  context.addIssue('must be like cpu_hour=0.04,gb_hour=0.005,currency=EUR');
  return z.NEVER;
});

export const perMinute = wholeNumber(0, 999_999_999, 'a number of requests per minute, or 0 for no limit');

/** Converts `20` or `20s` to milliseconds. Limited to 24 days, above which Node's timers overflow. */
export const durationMs = (lowestSeconds: number) => {
  const message = `must be seconds from ${String(lowestSeconds)} to ${String(DAY_S)}, such as 20 or 20s`;
  return z
    .string()
    .regex(/^\d+(\.\d+)?s?$/, message)
    .transform((text) => Number.parseFloat(text))
    .refine((seconds) => seconds >= lowestSeconds && seconds <= DAY_S, message)
    .transform((seconds) => seconds * 1000);
};

const LIFETIME_UNITS: Readonly<Record<string, number>> = { m: 60_000, h: 3_600_000, d: 86_400_000 };

/** Converts `30m`, `12h` or `7d` to milliseconds. May exceed the limit of Node's timers. */
export const lifetime = z
  .string()
  .regex(/^[1-9]\d{0,3}[mhd]$/, 'must be minutes, hours or days, such as 30m, 12h or 7d')
  .transform((text) => Number.parseInt(text, 10) * (LIFETIME_UNITS[text.slice(-1)] ?? 1));

/** A lifetime; `off` becomes null. */
export const lifetimeOrOff = z
  .string()
  .regex(/^([1-9]\d{0,3}[mhd]|off)$/, 'must be minutes, hours or days, such as 30m, 12h or 30d, or off')
  .transform((text) => (text === 'off' ? null : lifetime.parse(text)));

/** A cron expression; `off` becomes null. */
export const schedule = z
  .string()
  .refine((text) => text === 'off' || isCron(text), 'must be a cron expression, such as 0 3 * * *, or off')
  .transform((text) => (text === 'off' ? null : text));

/** Converts `1GiB`, `500MiB` or plain bytes to bytes. */
export const size = z
  .string()
  .regex(/^\d+(B|KiB|MiB|GiB|TiB)?$/, 'must be a size, such as 1GiB')
  .transform((text) => Number.parseInt(text, 10) * (UNITS[text.replace(/^\d+/, '')] ?? 1));

/** Makes a path absolute. */
export const path = z.string().transform((text) => resolve(text));

/** A path is made absolute, because it is executed in a job's folder. A name is looked up on PATH. */
export const executable = z.string().transform((text) => (text.includes('/') ? resolve(text) : text));

/** Nextflow launchers by version, comma-separated, such as `25.10.4=/opt/nextflow-25.10.4/nextflow`. */
export const launchers = z
  .string()
  .transform((text) => parts(text))
  .refine(
    (pairs) => pairs.every((pair) => /^[A-Za-z0-9][\w.-]*=\/./.test(pair)),
    'must be like 25.10.4=/opt/nextflow-25.10.4/nextflow: a name and an absolute path, several with commas between',
  )
  .transform((pairs) =>
    pairs.map((pair) => ({ name: pair.slice(0, pair.indexOf('=')), launcher: pair.slice(pair.indexOf('=') + 1) })),
  );

export const folders = z.string().transform((text) =>
  text
    .split(':')
    .filter(Boolean)
    .map((folder) => resolve(folder)),
);

export const wordList = z.string().transform((text) => parts(text));

/** Absolute folders and URL prefixes, comma-separated. */
export const workRoots = z
  .string()
  .transform((text) => parts(text))
  .refine(
    (roots) => roots.every((root) => /^(\/|[a-z][a-z0-9+.-]*:\/\/[^/])/i.test(root)),
    'must be absolute folders or URLs such as s3://bucket/work, with commas between',
  );
export const userName = z.string().regex(/^[a-z_][a-z0-9_.-]{0,31}\$?$/i, 'must be the name of a user');

export const runnerId = RunnerId;

export const natsAddress = (example: string) => z.string().regex(/^(nats|tls):\/\/./, `must be like ${example}`);

export const httpUrls = z
  .string()
  .regex(/^https?:\/\/[^,]+(,https?:\/\/[^,]+)*$/, 'must be like http://host:8222, several with commas between');

/** An address with a host and without a path. */
export const siteUrl = z
  .string()
  .regex(/^https?:\/\/[^/?#@]+\/?$/, 'must be like https://reprise.lab.example, without a path')
  .transform((text) => text.replace(/\/$/, ''));

export const issuerUrl = z
  .string()
  .regex(/^https?:\/\/[^/?#@]+[^?#]*$/, 'must be like https://login.lab.example/realms/lab');

/** Role by group, such as `lab-admins=admin,*=viewer`; `*` stands for everyone. */
export const groupRoles = z
  .string()
  .transform((text) =>
    parts(text).map((part) => [part.slice(0, part.lastIndexOf('=')), part.slice(part.lastIndexOf('=') + 1)]),
  )
  .pipe(
    z.array(
      z.tuple([z.string().min(1), Role]),
      `must be like lab-admins=admin,lab=operator, with commas between; roles are ${Role.options.join(', ')}`,
    ),
  )
  .transform((pairs) => new Map(pairs));

export const postgresUrl = z
  .string()
  .regex(/^postgres(ql)?:\/\/./, 'must be like postgres://user:password@host:5432/name');

export const oneOf = <const T extends string>(...values: readonly [T, ...T[]]) =>
  z.enum(values, `must be ${list(values)}`);

export const replicas = z.enum(['1', '3', '5'], 'must be 1, 3 or 5').transform(Number);

/** Comma-separated addresses and ranges; kept as text. */
export const addressRanges = z
  .string()
  .refine(
    (text) => parts(text).every(isAddressOrRange),
    'must be addresses or ranges with commas between, such as 10.0.0.0/8,192.168.1.5',
  );

/** Whether the percent-encoding of a text is valid UTF-8. */
function hasValidEscapes(text: string): boolean {
  try {
    decodeURIComponent(text);
    return true;
  } catch {
    return false;
  }
}

/** A mail server, without a password; kept as text. */
export const smtpUrl = z
  .string()
  .regex(
    /^smtps?:\/\/([^/?#@:]+@)?[^/?#@]+\/?$/,
    'must be like smtp://user@mail.lab.example:587 or smtps://mail.lab.example, without a password; an @ in the user is written %40',
  )
  .refine(hasValidEscapes, 'must have valid escapes in the user, such as %40 for @ and %25 for %')
  .refine((text) => URL.canParse(text), 'must be a URL');

/** Sender of messages: an address, or a name and an address in angle brackets. */
export const mailSender = z
  .string()
  .trim()
  .regex(/^([^<>@\r\n]+<[^<>@\s]+@[^<>@\s]+>|[^<>@\s]+@[^<>@\s]+)$/, 'must be like Reprise <reprise@lab.example>');

export const namedList = z
  .string()
  .transform((text) => parts(text))
  .pipe(z.array(z.enum(['sample', 'person'], 'must be sample, person, or both with a comma between')));

export const urlSchemes = z
  .string()
  .regex(
    /^([a-z][a-z0-9+.-]*)(,[a-z][a-z0-9+.-]*)*$/,
    'must be schemes of URLs in lower case with commas between, such as https,s3; or none',
  )
  .transform((text) => (text === 'none' ? [] : text.split(',')));

export const reasonedList = z
  .string()
  .transform((text) => text.split(',').filter(Boolean))
  .pipe(
    z.array(z.enum(reasonedNames, `must be commands or deletions with commas between: ${reasonedNames.join(', ')}`)),
  );

/** A signature requires a sign-in just before it, so it cannot wait for approval. */
const thatCanWait = jobCommandNames.filter((name) => name !== 'sign');

export const waitingCommandList = z
  .string()
  .transform((text) => text.split(',').filter(Boolean))
  .pipe(z.array(z.enum(thatCanWait, `must be commands to a job with commas between: ${thatCanWait.join(', ')}`)));

const parts = (text: string): string[] =>
  text
    .split(',')
    .map((part) => part.trim())
    .filter(Boolean);

const isAddressOrRange = (text: string): boolean => (text.includes('/') ? ipaddr.isValidCIDR(text) : isIP(text) !== 0);

const list = (words: readonly string[]): string =>
  words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} or ${words.at(-1) ?? ''}`;

/** Commands and deletions that may require a reason, in documentation order. */
export const listedReasoned = reasonedNames.map((name) => `\`${name}\``).join(', ');

function isCron(text: string): boolean {
  try {
    return new CronPattern(text).minute.includes(1);
  } catch {
    return false;
  }
}
