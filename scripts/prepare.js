// builds the package where npm installs it from git: for pre-commit, and for an address such as github:owner/name
import { execSync } from 'node:child_process';
import { existsSync } from 'node:fs';

// of the clones that npm makes, not of one that somebody works in
const isInstalledFromGit = Boolean(process.env.npm_package_resolved);

if (isInstalledFromGit && !existsSync('lib')) {
  // npm makes a global install of the clone, too, without what it is built with
  const env = { ...process.env, npm_config_global: 'false' };
  const run = (command) => execSync(command, { stdio: 'inherit', env });
  if (!existsSync('node_modules/esbuild')) run('npm ci --ignore-scripts --no-audit --no-fund');
  run('npm run -s build');
}
