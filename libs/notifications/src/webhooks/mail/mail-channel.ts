import type { MailSettings } from '@reprise/settings';
import { z } from 'zod';
import { MAIL_SCHEME } from '../../contract/index.ts';
import { NO_NOTICE, storedNotice } from '../messages/stored-notice.ts';
import type { Channel, ChannelParts, Message } from '../sending/channel.ts';
import { notSent } from '../sending/not-sent.ts';
import { TargetError } from '../sending/target.ts';
import { mailBody } from './mail-body.ts';
import { sendMail } from './send-mail.ts';

const NO_SERVER = 'no mail server is set. The operator of the server can set it with REPRISE_SMTP_URL.';
const Address = z.email().max(254);

/** Returns the channel that sends e-mail to the address of a subscription. A delivery stores the notice as JSON. */
export const mailChannel = ({ mail, notices, now, timeoutMs }: ChannelParts): Channel => ({
  schemes: [MAIL_SCHEME],
  isSigned: false,
  check: (url) => {
    recipientOf(url);
    if (!mail) throw new TargetError(NO_SERVER);
  },
  body: async (event) => JSON.stringify(await notices.ofEvent(event)),
  canSend: (body) => storedNotice(body) !== null,
  testBody: ({ time }) => JSON.stringify(notices.test(time)),
  request: (url, message) => {
    const headers = { ...(mail && headersOf(mail, url, message)) };
    const notice = storedNotice(message.body);
    if (!notice) return { url, headers, body: message.body };
    const { subject, text } = mailBody(notice);
    return { url, headers: { ...headers, subject }, body: text };
  },
  send: async ({ url }, message, signal) => {
    const at = now();
    if (!mail) return notSent(url, at, `E-mail cannot be sent: ${NO_SERVER}`);
    const notice = storedNotice(message.body);
    if (!notice) return notSent(url, at, NO_NOTICE);
    const { from, to, 'message-id': messageId } = headersOf(mail, url, message);
    const outgoing = { from, to, messageId, url, ...mailBody(notice) };
    return sendMail(mail, outgoing, new Date(at), { signal, timeoutMs });
  },
});

/** The message id is the same for all tries, so that a mail program can show the message once. */
const headersOf = ({ from }: MailSettings, url: string, { delivery_id }: Message) => ({
  from,
  to: recipientOf(url),
  'message-id': `<${delivery_id}@${/@([^\s>]+)/.exec(from)?.[1] ?? 'reprise'}>`,
});

/** Returns the one recipient of a `mailto:` URL without headers. @throws TargetError */
function recipientOf(url: string): string {
  const address = Address.safeParse(url.slice(MAIL_SCHEME.length));
  if (!address.success) throw new TargetError('must be one e-mail address, such as lab@example.org');
  return address.data;
}
