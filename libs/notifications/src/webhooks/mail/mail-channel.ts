import { z } from 'zod';
import { MAIL_SCHEME } from '../../contract/index.ts';
import type { Channel, ChannelParts } from '../sending/channel.ts';
import { TargetError } from '../sending/target.ts';
import { NO_SERVER, noticeMail } from './notice-mail.ts';

const WHY = 'An administrator of Reprise subscribed this address to such events.';
const Address = z.email().max(254);

/** Returns the channel that sends e-mail to the address of a subscription. */
export const mailChannel = (parts: ChannelParts): Channel => {
  const mails = noticeMail(parts, WHY);
  return {
    ...mails,
    schemes: [MAIL_SCHEME],
    isSigned: false,
    check: (url) => {
      recipientOf(url);
      if (!parts.mail) throw new TargetError(NO_SERVER);
    },
    request: (url, message) => mails.request(url, message, recipientOf(url)),
    send: ({ url }, message, signal) => mails.send(url, message, recipientOf(url), signal),
  };
};

/** Returns the one recipient of a `mailto:` URL without headers. @throws TargetError */
function recipientOf(url: string): string {
  const address = Address.safeParse(url.slice(MAIL_SCHEME.length));
  if (!address.success) throw new TargetError('must be one e-mail address, such as lab@example.org');
  return address.data;
}
