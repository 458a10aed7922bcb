import { chatChannel } from './chat/chat-channel.ts';
import { mattermostBody } from './chat/mattermost.ts';
import { slackBody } from './chat/slack.ts';
import { teamsBody } from './chat/teams.ts';
import { accountChannel } from './mail/account-channel.ts';
import { mailChannel } from './mail/mail-channel.ts';
import type { Channel, ChannelLookup, ChannelParts } from './sending/channel.ts';
import { webhookChannel } from './sending/webhook-channel.ts';

/** Channels of subscriptions. A new channel needs its own file and a line here. */
const CHANNELS: readonly ((parts: ChannelParts) => Channel)[] = [
  webhookChannel,
  mailChannel,
  accountChannel,
  chatChannel('slack', slackBody),
  chatChannel('teams', teamsBody),
  chatChannel('mattermost', mattermostBody),
];

/** Selects channels by the address of a subscription. */
export class Channels implements ChannelLookup {
  readonly #channels: readonly Channel[];

  constructor(parts: ChannelParts, makers = CHANNELS) {
    this.#channels = makers.map((make) => make(parts));
  }

  /**
   * Returns the channel for an address. If no channel matches, returns the channel for webhooks, which says what is
   * wrong with the address.
   */
  of(url: string): Channel {
    const scheme = URL.canParse(url) ? new URL(url).protocol : '';
    return this.#channels.find(({ schemes }) => schemes.includes(scheme)) ?? this.#channels[0]!;
  }
}
