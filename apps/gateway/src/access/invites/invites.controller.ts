import { Body, Controller, Header, HttpCode, Post, Req, Res } from '@nestjs/common';
import {
  AcceptInviteBody,
  ShowInviteBody,
  type InviteView,
  type PasskeyOptions,
  type SignInResult,
} from '@reprise/contracts';
import type { Request, Response } from 'express';
import { FirstPasskeys } from '../auth/first-passkeys.ts';
import { DescribeAccess } from '../describe-access.ts';
import { signInExamples } from '../sign-in/examples.ts';
import { SignIns } from '../sign-in/sign-ins.ts';
import { inviteBodies, inviteExamples } from './examples.ts';
import { AcceptedLinks } from './accepted-links.ts';

@Controller('invites')
export class InvitesController {
  constructor(
    private readonly links: AcceptedLinks,
    private readonly signIns: SignIns,
    private readonly passkeys: FirstPasskeys,
  ) {}

  @Post('show')
  @HttpCode(200)
  @Header('cache-control', 'no-store')
  @DescribeAccess({
    operationId: 'Invites_show',
    ...{ tag: 'Sign-in', forEverybody: true, summary: 'Who a one-time link is for, by its secret' },
    ...{ body: inviteBodies.show, answer: inviteExamples.invite, problems: ['unknown_link', 'link_over'] },
  })
  show(@Body({ schema: ShowInviteBody }) { secret }: ShowInviteBody): Promise<InviteView> {
    return this.links.show(secret);
  }

  @Post('accept')
  @HttpCode(200)
  @Header('cache-control', 'no-store')
  @DescribeAccess({
    operationId: 'Invites_accept',
    ...{
      tag: 'Sign-in',
      forEverybody: true,
      summary: 'Use a one-time link up: set a password or a passkey, and sign in',
    },
    ...{ body: inviteBodies.accept, answer: signInExamples.result },
    problems: [
      'unknown_link',
      'link_over',
      'email_taken',
      'person_name_taken',
      'guessable_password',
      'wrong_first_passkey',
      'account_disabled',
      'log_away',
    ],
  })
  async accept(
    @Body({ schema: AcceptInviteBody }) body: AcceptInviteBody,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<SignInResult> {
    const { password, passkey } = body;
    if (passkey) {
      await this.links.assertInvite(body.secret);
      const make = () => this.links.acceptWithPasskey(body, request);
      const userId = await this.passkeys.register(passkey, make, request, response);
      await this.signIns.completed(userId, request, response, { method: 'invitation' });
      return { next: 'done' };
    }
    const email = await this.links.accept({ ...body, password: password ?? '' }, request);
    return this.signIns.password({ email, password: password ?? '' }, request, response, 'invitation');
  }

  @Post('passkey-options')
  @HttpCode(200)
  @Header('cache-control', 'no-store')
  @DescribeAccess({
    operationId: 'Invites_passkeyOptions',
    ...{ tag: 'Sign-in', forEverybody: true, summary: 'Challenge for the passkey of an invited person' },
    ...{ body: inviteBodies.show, answer: signInExamples.newPasskeyOptions, problems: ['unknown_link', 'link_over'] },
  })
  async passkeyOptions(
    @Body({ schema: ShowInviteBody }) { secret }: ShowInviteBody,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<PasskeyOptions> {
    const email = await this.links.assertInvite(secret);
    return this.passkeys.options(email, request, response);
  }
}
