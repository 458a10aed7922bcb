import * as is from '../types.ts';
import type { Setting } from './setting.ts';

/** Audit and notifications of the gateway. */
export const gatewaySettings = {
  REPRISE_REASON_REQUIRED: {
    type: is.reasonedList,
    default: '',
    readers: ['gateway'],
    meaning: `commands and deletions that need a reason, separated by commas: ${is.listedReasoned}`,
  },
  REPRISE_SIGNATURES: {
    type: is.wholeNumber(1, 2, '1 or 2'),
    default: '1',
    readers: ['gateway'],
    meaning: 'number of people who have to sign the class of a variant; 2: a second reviewer',
  },
  REPRISE_AUDIT_SIGN_EVERY: {
    type: is.wholeNumber(1, 999_999_999, 'a number of audit entries, from 1'),
    default: '1000',
    readers: ['gateway'],
    meaning: 'number of audit entries from one signed head to the next; see [audit](audit.md)',
  },
  REPRISE_AUDIT_HEADS_DIR: {
    type: is.path,
    readers: ['start', 'gateway'],
    meaning: 'a folder for copies of the signed heads, preferably on another machine',
  },
  REPRISE_VERIFY_SCHEDULE: {
    type: is.schedule,
    default: '0 3 * * *',
    readers: ['gateway'],
    meaning:
      'when the history is [verified](audit.md#verify-the-history) automatically: a cron expression in local time, or `off`. A missed run is done after the next start',
  },
  REPRISE_WEBHOOK_ALLOW_PRIVATE: {
    type: is.addressRanges,
    readers: ['gateway'],
    meaning:
      'private addresses to which [webhooks](webhooks.md#where-they-may-go) may be sent, also over http: addresses or ranges, separated by commas, such as `10.0.0.0/8,192.168.1.5`',
  },
  REPRISE_SMTP_URL: {
    type: is.smtpUrl,
    readers: ['gateway'],
    meaning:
      'mail server of [e-mail notifications](notifications.md#e-mail), such as `smtp://reprise@mail.lab.example:587` with STARTTLS, or `smtps://mail.lab.example` with TLS from the start. Without it, no e-mail is sent',
  },
  REPRISE_SMTP_PASSWORD_FILE: {
    type: is.path,
    readers: ['gateway'],
    meaning: 'file with the password of the user in `REPRISE_SMTP_URL`; it is sent over TLS only',
  },
  REPRISE_SMTP_FROM: {
    type: is.mailSender,
    readers: ['gateway'],
    meaning: 'sender of e-mail notifications, such as `Reprise <reprise@lab.example>`; needed with `REPRISE_SMTP_URL`',
  },
  REPRISE_NOTIFICATION_NAMES: {
    type: is.namedList,
    default: '',
    readers: ['gateway'],
    meaning:
      'what [notifications to people](notifications.md#names) may name: `sample`, `person`, or both with a comma between; by default neither. Webhooks always carry the whole event',
  },
  REPRISE_PRICES: {
    type: is.prices,
    readers: ['gateway'],
    meaning:
      'prices of what tasks request, for the [cost](cost-and-carbon.md#cost) of jobs, such as `cpu_hour=0.04,gb_hour=0.005,currency=EUR`. Without it, no cost is shown',
  },
  REPRISE_CORE_WATTS: {
    type: is.positiveNumber(1000, 'watts above 0, up to 1000'),
    default: '12',
    readers: ['gateway'],
    meaning: 'power of a CPU core in watts, for the [energy](cost-and-carbon.md#energy-and-carbon) of jobs',
  },
  REPRISE_PUE: {
    type: is.positiveNumber(10, 'a number above 0, up to 10'),
    default: '1.56',
    readers: ['gateway'],
    meaning: 'power usage effectiveness of the data centre: its whole energy divided by that of its computers',
  },
  REPRISE_CARBON_INTENSITY: {
    type: is.positiveNumber(10_000, 'g CO2e per kWh above 0, up to 10000'),
    default: '475',
    readers: ['gateway'],
    meaning:
      'carbon intensity of the electricity in g CO2e per kWh, for the [carbon footprint](cost-and-carbon.md#energy-and-carbon) of jobs: a value for your country or your contract',
  },
  REPRISE_VARIANT_EVIDENCE: {
    type: is.path,
    readers: ['start', 'gateway'],
    meaning:
      "a JSON file that names the lab's sources for [classifying variants](results.md#variants): frequencies, ClinVar, repeats, genes with loss of function as mechanism",
  },
} as const satisfies Record<string, Setting>;
