import { ACCOUNT_SCHEME } from '../../contract/index.ts';
import type { Channel, ChannelParts } from '../sending/channel.ts';
import { notSent } from '../sending/not-sent.ts';
import type { Tried } from '../sending/schedule.ts';
import { TargetError } from '../sending/target.ts';
import { noticeMail } from './notice-mail.ts';

const WHY = 'You chose this on the page My notifications of Reprise.';
const NO_ADDRESS = 'It was not sent: the account is disabled, or it no longer exists.';

/**
 * Returns the channel that sends e-mail to a person's account. The address is read for each message, so a subscription
 * does not store it, and a disabled account receives nothing.
 */
export const accountChannel = (parts: ChannelParts): Channel => {
  const mails = noticeMail(parts, WHY);
  return {
    ...mails,
    schemes: [ACCOUNT_SCHEME],
    isSigned: false,
    check: () => {
      throw new TargetError('is for the notifications that each person chooses: PATCH /api/notifications/own');
    },
    request: (url, message) => mails.request(url, message),
    send: async ({ url }, message, signal) => {
      const to = await parts.mailOfUser(url.slice(ACCOUNT_SCHEME.length));
      if (to === null) return notSent(url, parts.now(), NO_ADDRESS);
      return withoutAddress(await mails.send(url, message, to, signal), to);
    },
  };
};

/** Removes the address from a mail server's answer, which is recorded and kept after the account is erased. */
function withoutAddress(tried: Tried, address: string): Tried {
  const everyAddress = new RegExp(address.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`), 'gi');
  const without = (text: string) => text.replaceAll(everyAddress, 'address of the account');
  return {
    ...tried,
    error: tried.error && without(tried.error),
    response_body: without(tried.response_body),
  };
}
