#!/bin/sh
# Made the HEIC fixtures once, on Debian 12: heif-enc of libheif-examples 1.15 (x265) and exiftool; sharp cannot
# write HEVC. Quadrants: red, green / blue, white, 320 x 256 as displayed; `turned` is stored on its side;
# `display-p3` is one colour, sRGB (234, 51, 35), stored in Display P3.
set -e
cd "$(dirname "$0")"
quadrants='const q=[[255,0,0],[0,255,0],[0,0,255],[255,255,255]];const d=Buffer.alloc(320*256*3);
for(let y=0;y<256;y++)for(let x=0;x<320;x++)d.set(q[(y<128?0:2)+(x<160?0:1)],3*(y*320+x));
const s=require("sharp");const r={raw:{width:320,height:256,channels:3}};
s(d,r).jpeg({quality:95}).toFile("/tmp/upright.jpg").then(()=>s(d,r).rotate(270).jpeg({quality:95}).toFile("/tmp/turned.jpg"))
s({create:{width:64,height:64,channels:3,background:{r:234,g:51,b:35}}}).withIccProfile("p3").jpeg({quality:98}).toFile("/tmp/p3.jpg")'
node -e "$quadrants"
exiftool -q -overwrite_original -Make=Apple -Model='iPhone 12' -FocalLength=4.2 /tmp/upright.jpg
exiftool -q -overwrite_original -n -Orientation=6 -Make=Apple -Model='iPhone 12' -FocalLengthIn35mmFormat=26 /tmp/turned.jpg
heif-enc -q 60 -o upright.heic /tmp/upright.jpg
heif-enc -q 60 -o turned.heic /tmp/turned.jpg
heif-enc -q 90 -o display-p3.heic /tmp/p3.jpg
# This heif-enc leaves the orientation in EXIF; phones write an `irot` property, which is what counts. Add it.
node add-irot.mjs turned.heic 3
