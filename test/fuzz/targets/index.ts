import type { Target } from '../target';
import { credentials } from './credentials';
import { dbus } from './dbus';
import { localApp } from './localApp';
import { replies } from './replies';
import { signIn } from './signIn';
import { stored } from './stored';
import { texts } from './texts';
import { windows } from './windows';

/** All targets. */
export const targets: readonly Target[] = [
  ...signIn,
  ...replies,
  ...texts,
  ...credentials,
  ...stored,
  ...windows,
  ...dbus,
  ...localApp,
];
