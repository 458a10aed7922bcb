import { Body, Controller, Header, HttpCode, Post, Req, Res } from '@nestjs/common';
import {
  PasskeyBody,
  PasswordChangeBody,
  TotpBody,
  TotpConfirmBody,
  type Passkey,
  type PasskeyOptions,
  type TotpSetup,
} from '@reprise/contracts';
import type { Request, Response } from 'express';
import { DescribeAccess } from '../describe-access.ts';
import { Credentials } from './credentials.ts';
import { accountBodies, accountExamples } from './examples.ts';

@Controller('account')
export class CredentialsController {
  constructor(private readonly credentials: Credentials) {}

  @Post('password')
  @HttpCode(204)
  @DescribeAccess({
    operationId: 'Account_changePassword',
    ...{ tag: 'Account', status: 204, summary: 'Change the password. All other sessions of the account end' },
    ...{ body: accountBodies.password },
    problems: [
      'not_in_browser',
      'wrong_current_password',
      'guessable_new_password',
      'no_password',
      'sign_in_locked',
      'log_away',
    ],
  })
  changePassword(
    @Body({ schema: PasswordChangeBody }) body: PasswordChangeBody,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<void> {
    return this.credentials.changePassword(body, request, response);
  }

  @Post('passkeys/options')
  @HttpCode(200)
  @Header('cache-control', 'no-store')
  @DescribeAccess({
    operationId: 'Account_passkeyOptions',
    ...{ tag: 'Account', summary: 'Challenge for a new passkey, as WebAuthn options in JSON' },
    ...{ answer: accountExamples.passkeyOptions, problems: ['not_in_browser', 'sign_in_stale'] },
  })
  passkeyOptions(@Req() request: Request, @Res({ passthrough: true }) response: Response): Promise<PasskeyOptions> {
    return this.credentials.passkeyOptions(request, response);
  }

  @Post('passkeys')
  @HttpCode(201)
  @DescribeAccess({
    operationId: 'Account_addPasskey',
    ...{ tag: 'Account', status: 201, summary: 'Add a passkey, which the browser made for the challenge' },
    ...{ body: accountBodies.passkey, answer: accountExamples.passkey },
    problems: ['not_in_browser', 'sign_in_stale', 'wrong_credential', 'log_away'],
  })
  addPasskey(
    @Body({ schema: PasskeyBody }) body: PasskeyBody,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<Passkey> {
    return this.credentials.addPasskey(body, request, response);
  }

  @Post('totp')
  @HttpCode(200)
  @Header('cache-control', 'no-store')
  @DescribeAccess({
    operationId: 'Account_setUpTotp',
    ...{ tag: 'Account', summary: 'Begin to set up a second factor: the secret is shown only here' },
    ...{ body: accountBodies.totp, answer: accountExamples.totp },
    problems: ['not_in_browser', 'wrong_current_password', 'no_password', 'sign_in_locked', 'totp_on'],
  })
  setUpTotp(
    @Body({ schema: TotpBody }) body: TotpBody,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<TotpSetup> {
    return this.credentials.setUpTotp(body, request, response);
  }

  @Post('totp/confirm')
  @HttpCode(204)
  @DescribeAccess({
    operationId: 'Account_confirmTotp',
    ...{ tag: 'Account', status: 204, summary: 'Confirm the second factor by a code: from now on it is asked for' },
    ...{ body: accountBodies.code },
    problems: ['not_in_browser', 'wrong_setup_code', 'totp_not_begun', 'log_away'],
  })
  confirmTotp(
    @Body({ schema: TotpConfirmBody }) body: TotpConfirmBody,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<void> {
    return this.credentials.confirmTotp(body, request, response);
  }

  @Post('totp/remove')
  @HttpCode(204)
  @DescribeAccess({
    operationId: 'Account_removeTotp',
    ...{ tag: 'Account', status: 204, summary: 'Turn the second factor off' },
    ...{ body: accountBodies.totp },
    problems: ['not_in_browser', 'wrong_current_password', 'no_password', 'sign_in_locked', 'log_away'],
  })
  removeTotp(
    @Body({ schema: TotpBody }) body: TotpBody,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<void> {
    return this.credentials.removeTotp(body, request, response);
  }
}
