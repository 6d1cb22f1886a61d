import { Argument, type Command } from 'commander';

type Shell = 'bash' | 'zsh' | 'fish';

/** What can follow on a command line, taken from the commands themselves. */
interface Words {
  readonly commands: readonly {
    readonly name: string;
    readonly summary: string;
    readonly options: readonly string[];
  }[];
}

export function register(program: Command): void {
  program
    .command('completion')
    .description('print shell completion: eval "$(harness completion bash)"')
    .addArgument(new Argument('<shell>').choices(['bash', 'zsh', 'fish']))
    .action((shell: Shell) => void process.stdout.write(`${SCRIPTS[shell](wordsOf(program))}\n`));
}

function wordsOf(program: Command): Words {
  const commands = program.commands.map((command) => ({
    name: command.name(),
    summary: command.description().split(':')[0]!.replaceAll("'", ''),
    options: command.options.map((option) => option.long ?? option.short!),
  }));
  return { commands };
}

const SCRIPTS: Readonly<Record<Shell, (words: Words) => string>> = { bash, zsh, fish };

function bash({ commands }: Words): string {
  const cases = commands.map(({ name, options }) => `    ${name}) words="${options.join(' ')} --help" ;;`);
  return `_harness() {
  local current="\${COMP_WORDS[COMP_CWORD]}" words
  case "\${COMP_WORDS[1]}" in
${cases.join('\n')}
    *) words="${commands.map(({ name }) => name).join(' ')} --help --version" ;;
  esac
  if [ "$COMP_CWORD" -eq 1 ]; then words="${commands.map(({ name }) => name).join(' ')} --help --version"; fi
  COMPREPLY=($(compgen -W "$words" -- "$current"))
}
complete -o default -F _harness harness`;
}

function zsh(words: Words): string {
  return `autoload -U +X bashcompinit && bashcompinit\n${bash(words)}`;
}

function fish({ commands }: Words): string {
  const heads = commands.map(
    ({ name, summary }) => `complete -c harness -n __fish_use_subcommand -a ${name} -d '${summary}'`,
  );
  const options = commands.flatMap(({ name, options: all }) =>
    all.map((option) => `complete -c harness -n '__fish_seen_subcommand_from ${name}' -l ${option.replace(/^--/, '')}`),
  );
  return [...heads, ...options].join('\n');
}
