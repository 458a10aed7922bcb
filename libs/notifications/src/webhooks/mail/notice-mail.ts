import type { MailSettings } from '@reprise/settings';
import { NO_NOTICE, storedNotice } from '../messages/stored-notice.ts';
import type { Channel, ChannelParts, Message } from '../sending/channel.ts';
import { notSent } from '../sending/not-sent.ts';
import type { Tried } from '../sending/schedule.ts';
import { mailBody } from './mail-body.ts';
import { sendMail } from './send-mail.ts';

export const NO_SERVER = 'no mail server is set. The operator of the server can set it with REPRISE_SMTP_URL.';

/** Parts of a channel that sends notices by e-mail. A delivery stores the notice as JSON. */
export interface NoticeMail extends Pick<Channel, 'isForPeople' | 'body' | 'canSend' | 'testBody'> {
  /** @param to recipient, if it is known before a message is sent */
  request(url: string, message: Message, to?: string): ReturnType<Channel['request']>;
  send(url: string, message: Message, to: string, signal: AbortSignal): Promise<Tried>;
}

/** @param why reason for the message, as its last line */
export const noticeMail = ({ mail, notices, now, timeoutMs }: ChannelParts, why: string): NoticeMail => ({
  isForPeople: true,
  body: async (event) => JSON.stringify(await notices.ofEvent(event)),
  canSend: (body) => storedNotice(body) !== null,
  testBody: ({ time }) => JSON.stringify(notices.test(time)),
  request: (url, message, to) => {
    const headers = { ...(mail && { from: mail.from, ...(to && { to }), 'message-id': messageIdOf(mail, message) }) };
    const notice = storedNotice(message.body);
    if (!notice) return { url, headers, body: message.body };
    const { subject, text } = mailBody(notice, why);
    return { url, headers: { ...headers, subject }, body: text };
  },
  send: async (url, message, to, signal) => {
    const at = now();
    if (!mail) return notSent(url, at, `E-mail cannot be sent: ${NO_SERVER}`);
    const notice = storedNotice(message.body);
    if (!notice) return notSent(url, at, NO_NOTICE);
    const outgoing = { from: mail.from, to, messageId: messageIdOf(mail, message), url, ...mailBody(notice, why) };
    return sendMail(mail, outgoing, new Date(at), { signal, timeoutMs });
  },
});

/** The message id is the same for all tries, so that a mail program can show the message once. */
const messageIdOf = ({ from }: MailSettings, { delivery_id }: Message): string =>
  `<${delivery_id}@${/@([^\s>]+)/.exec(from)?.[1] ?? 'reprise'}>`;
