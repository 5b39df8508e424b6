import { Command } from 'commander'
import { addOwnModel } from '../models/add-model.ts'
import { installWithProgress } from '../models/install-model.ts'
import { openModels } from '../models/open-models.ts'
import { printModels } from '../models/print-models.ts'
import { modelSlot, providerChoice } from '../option-values.ts'
import { printLine } from '../output/json-lines.ts'

interface FolderFlag {
  readonly folder?: string
}

/** `glimpse3d models ...`: what is installed, and what could be. */
export function modelsCommand(): Command {
  const models = new Command('models').description('learned models: list, install, remove, verify, add, use, provider')
  const command = (words: string) => models.command(words).option('--folder <path>', 'where the models are kept')
  command('list')
    .description('the models there are, what they are for, their licence and size')
    .option('--json', 'as JSON on standard output')
    .action(async ({ json, ...flags }: FolderFlag & { json?: boolean }) => printModels(await openModels(flags), json))
  command('install')
    .argument('<id>', 'a name from the list')
    .description('download a model; licence and size are shown first')
    .option('--yes', 'do not ask')
    .option('--mirror <address>', 'fetch from here instead, e.g. https://mirror.example/{path}')
    .action(async (id: string, { yes, ...flags }: FolderFlag & { yes?: boolean; mirror?: string }) =>
      installWithProgress(await openModels(flags), id, yes ?? false),
    )
  command('remove')
    .argument('<id>')
    .description("delete a model's files")
    .action(async (id: string, flags: FolderFlag) => {
      const { folder } = await openModels(flags)
      const { removeModel } = await import('../../../src-engine/inference/store/keep-models.ts')
      await removeModel(folder, id)
      printLine(`${id} is removed.`)
    })
  command('verify')
    .argument('[id]', 'default: all that are installed')
    .description('read the files again, compare their checksums, load their graphs')
    .action(async (id: string | undefined, flags: FolderFlag) => {
      const { verifyInstalled } = await import('../models/verify-models.ts')
      await verifyInstalled(await openModels(flags), id)
    })
  command('add')
    .argument('<files...>', 'ONNX files of one model')
    .description('install a model from your own files')
    .option('--like <id>', 'run it as this model is run')
    .option('--card <file>', 'a card that describes it (models/README.md)')
    .action(async (files: string[], flags: FolderFlag & { like?: string; card?: string }) =>
      addOwnModel(await openModels(flags), files, flags),
    )
  command('use')
    .argument('<slot>', 'the step: background, views, shape, depth, enhance, perceptual, matching', modelSlot)
    .argument('<id>', 'an installed model, or built-in')
    .description('choose what does a step')
    .action(async (slot: ReturnType<typeof modelSlot>, id: string, flags: FolderFlag) => {
      const { folder } = await openModels(flags)
      const { useModel } = await import('../../../src-engine/inference/store/keep-models.ts')
      await useModel(folder, slot, id === 'built-in' ? null : id)
      printLine(`${slot}: ${id}`)
    })
  models
    .command('provider')
    .argument('[name]', 'auto, cuda, dml, coreml, cpu', providerChoice)
    .description('what models can be run on here; choose one')
    .action(async (name: ReturnType<typeof providerChoice> | undefined) => {
      const { chooseProvider } = await import('../models/choose-provider.ts')
      await chooseProvider(await openModels({}), name)
    })
  return models
}
