import birefnetGeneralTiny from '../../../models/birefnet-general-tiny.json' with { type: 'json' }
import depthAnythingV2Small from '../../../models/depth-anything-v2-small.json' with { type: 'json' }
import depthAnythingV2SmallInt8 from '../../../models/depth-anything-v2-small-int8.json' with { type: 'json' }
import isnetGeneralUse from '../../../models/isnet-general-use.json' with { type: 'json' }
import lpips from '../../../models/lpips.json' with { type: 'json' }
import midasV21Small from '../../../models/midas-v2.1-small.json' with { type: 'json' }
import realesrAnimevideov3X4 from '../../../models/realesr-animevideov3-x4.json' with { type: 'json' }
import realesrGeneralX4v3 from '../../../models/realesr-general-x4v3.json' with { type: 'json' }
import silueta from '../../../models/silueta.json' with { type: 'json' }
import syncdreamer from '../../../models/syncdreamer.json' with { type: 'json' }
import triposr from '../../../models/triposr.json' with { type: 'json' }
import u2net from '../../../models/u2net.json' with { type: 'json' }
import u2netp from '../../../models/u2netp.json' with { type: 'json' }
import u2netpFp16 from '../../../models/u2netp-fp16.json' with { type: 'json' }
import xfeatLighterglue from '../../../models/xfeat-lighterglue.json' with { type: 'json' }
import { type ModelCard, modelCardSchema } from './model-card.ts'

/** The cards in `models/`, in the order they are offered. Imported one by one, so that a bundle of the program holds them. */
export const SHIPPED_CARDS: readonly ModelCard[] = [
  u2netp,
  u2net,
  silueta,
  isnetGeneralUse,
  birefnetGeneralTiny,
  u2netpFp16,
  syncdreamer,
  triposr,
  depthAnythingV2Small,
  depthAnythingV2SmallInt8,
  midasV21Small,
  realesrGeneralX4v3,
  realesrAnimevideov3X4,
  lpips,
  xfeatLighterglue,
].map((card) => modelCardSchema.parse(card))
