import { ACCOUNT_SCHEME } from '../../contract/index.ts';
import type { Channel, ChannelParts } from '../sending/channel.ts';
import { notSent } from '../sending/not-sent.ts';
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
      return to === null ? notSent(url, parts.now(), NO_ADDRESS) : mails.send(url, message, to, signal);
    },
  };
};
