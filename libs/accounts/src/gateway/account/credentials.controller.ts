import { Controller, Header, Req, Res } from '@nestjs/common';
import type { Parsed } from '@reprise/contracts/http';
import { type Passkey, type PasskeyOptions, type TotpSetup, credentialRoutes } from '../../contract/index.ts';
import type { Request, Response } from 'express';
import { Serve } from '@reprise/gateway/shared/http/serve.ts';
import { Credentials } from './credentials.ts';

@Controller()
export class CredentialsController {
  constructor(private readonly credentials: Credentials) {}

  @Serve(credentialRoutes.changePassword)
  changePassword(
    { body }: Parsed<typeof credentialRoutes.changePassword>,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<void> {
    return this.credentials.changePassword(body, request, response);
  }

  @Serve(credentialRoutes.passkeyOptions)
  @Header('cache-control', 'no-store')
  passkeyOptions(
    _input: unknown,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<PasskeyOptions> {
    return this.credentials.passkeyOptions(request, response);
  }

  @Serve(credentialRoutes.addPasskey)
  addPasskey(
    { body }: Parsed<typeof credentialRoutes.addPasskey>,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<Passkey> {
    return this.credentials.addPasskey(body, request, response);
  }

  @Serve(credentialRoutes.setUpTotp)
  @Header('cache-control', 'no-store')
  setUpTotp(
    { body }: Parsed<typeof credentialRoutes.setUpTotp>,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<TotpSetup> {
    return this.credentials.setUpTotp(body, request, response);
  }

  @Serve(credentialRoutes.confirmTotp)
  confirmTotp(
    { body }: Parsed<typeof credentialRoutes.confirmTotp>,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<void> {
    return this.credentials.confirmTotp(body, request, response);
  }

  @Serve(credentialRoutes.removeTotp)
  removeTotp(
    { body }: Parsed<typeof credentialRoutes.removeTotp>,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<void> {
    return this.credentials.removeTotp(body, request, response);
  }
}
