import { userActor } from '@reprise/contracts';
import { ACCOUNT_SCHEME, MAIL_SCHEME } from '../contract/index.ts';

/** A kind of address to which notifications are sent. */
export interface ChannelKind {
  readonly name: string;
  /** Beginning of its URLs that people do not see or type; empty if the URL is shown as it is. */
  readonly prefix: string;
  /** Whether its messages are signed with a secret. */
  readonly isSigned: boolean;
  /** Whether people read its messages. */
  readonly isForPeople: boolean;
  /** Text at the top of the form. */
  readonly lead: string;
  readonly inputType: 'url' | 'email';
  readonly placeholder: string;
  readonly hint: string;
}

const WEBHOOK: ChannelKind = {
  name: 'Webhook',
  prefix: '',
  isSigned: true,
  isForPeople: false,
  lead: 'Events are posted to an address of yours, signed, and tried again for three days where it does not accept them.',
  inputType: 'url',
  placeholder: 'https://lims.example.org/reprise',
  hint: 'A public one over https; private ones where the settings allow them',
};

const MAIL: ChannelKind = {
  name: 'E-mail',
  prefix: MAIL_SCHEME,
  isSigned: false,
  isForPeople: true,
  lead: 'A person gets e-mails about events, with links. Each is tried again for three days if the mail server does not accept it.',
  inputType: 'email',
  placeholder: 'lab@example.org',
  hint: 'One address, of a person or a list',
};

/** @param prefix of its URLs, before `https:` */
const chat = (name: string, prefix: string, placeholder: string): ChannelKind => ({
  name,
  prefix,
  isSigned: false,
  isForPeople: true,
  lead: `Messages about events in a channel of ${name}, with links. Each is tried again for three days.`,
  inputType: 'url',
  placeholder,
  hint: `An incoming webhook of ${name}. Treat it as a secret: anyone who has it can post to the channel`,
});

/** Not offered in the form, because each person chooses these on the page about their own notifications. */
const ACCOUNT: ChannelKind = {
  name: 'E-mail to an account',
  prefix: ACCOUNT_SCHEME,
  isSigned: false,
  isForPeople: true,
  lead: 'A person chose these notifications. They are sent to the e-mail address of the account.',
  inputType: 'url',
  placeholder: '',
  hint: 'The id of the account, which cannot be changed',
};

export const CHANNEL_KINDS: readonly ChannelKind[] = [
  WEBHOOK,
  MAIL,
  chat('Slack', 'slack+', 'https://hooks.slack.com/services/…'),
  chat('Teams', 'teams+', 'https://prod-01.westeurope.logic.azure.com/workflows/…'),
  chat('Mattermost', 'mattermost+', 'https://chat.lab.example/hooks/…'),
];

export const kindOfUrl = (url: string): ChannelKind =>
  [...CHANNEL_KINDS, ACCOUNT].find(({ prefix }) => prefix !== '' && url.startsWith(prefix)) ?? WEBHOOK;

/** Returns the address as people write it: `lab@example.org` for `mailto:lab@example.org`. */
export const addressOf = (url: string): string => url.slice(kindOfUrl(url).prefix.length);

/**
 * Returns the address as lists show it: the person of an account instead of its id.
 * @param nameOf returns the name of an actor
 */
export const addressText = (url: string, nameOf: (actor: string) => string): string =>
  kindOfUrl(url) === ACCOUNT ? nameOf(userActor({ userId: addressOf(url) })) : addressOf(url);
