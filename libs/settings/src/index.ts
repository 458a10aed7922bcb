export { cidrsOf, type Cidr } from './cidrs.ts';
export { smtpServerOf, type MailSettings, type SmtpServer } from './mail.ts';
export {
  parseEnvironment,
  parseSettings,
  SettingsError,
  shapeFor,
  type Environment,
  type SettingsOf,
} from './parse-settings.ts';
export { namesFor, settingNames, settings, type SettingName } from './settings/index.ts';
