//! The archive: a ZIP that every program opens, in the one way in which we write it.
//!
//! Members lie one after the other as they are, not compressed; every field of every header has one right value, which follows from the
//! members' names and contents. So an archive is either exactly what this program writes, byte for byte, or it is refused: there is no place in it
//! for a link, a path that leads elsewhere, a second member of the same name, a comment, something before, between or behind, or content that
//! unpacks to more than itself. (A library for ZIP takes all of these, in the name of compatibility.) Pure.
//!
//! The layout is that of PKWARE's APPNOTE 6.3.10, sections 4.3.7 (local headers), 4.3.12 (central directory) and 4.3.16 (its end).

use crate::accounts::hex;
use flate2::Crc;
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Read, Write};

/// 1 January 1980, the beginning of time for a ZIP.
const DAY: [u8; 2] = [0x21, 0];

const LOCAL: [u8; 4] = *b"PK\x03\x04";
const CENTRAL: [u8; 4] = *b"PK\x01\x02";
const END: [u8; 4] = *b"PK\x05\x06";

/// The most members, and the most bytes of all of them.
const MOST: usize = 5_000;
const MOST_BYTES: u64 = 600 * 1024 * 1024;

/// The longest name of a member, bytes.
const LONGEST_NAME: usize = 100;

/// A member of an archive.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Member {
    pub name: String,
    pub sha256: String,
    size: u32,
    crc: u32,
    /// Where its header begins.
    at: u32,
}

impl Member {
    /// Checksum, both sizes, the length of the name, no extra field: the same in both headers.
    fn facts(&self) -> Vec<u8> {
        let mut bytes = self.crc.to_le_bytes().to_vec();
        bytes.extend(self.size.to_le_bytes());
        bytes.extend(self.size.to_le_bytes());
        bytes.extend((self.name.len() as u16).to_le_bytes());
        bytes.extend([0, 0]);
        bytes
    }

    fn local_header(&self) -> Vec<u8> {
        let mut bytes = LOCAL.to_vec();
        bytes.extend(BEFORE_FACTS);
        bytes.extend(self.facts());
        bytes.extend(self.name.as_bytes());
        bytes
    }

    fn central_header(&self) -> Vec<u8> {
        let mut bytes = CENTRAL.to_vec();
        bytes.extend([10, 0]);
        bytes.extend(BEFORE_FACTS);
        bytes.extend(self.facts());
        bytes.extend([0; 10]); // no comment, first disk, no attributes
        bytes.extend(self.at.to_le_bytes());
        bytes.extend(self.name.as_bytes());
        bytes
    }
}

/// Version 1.0, no flags, stored, midnight.
const BEFORE_FACTS: [u8; 10] = [10, 0, 0, 0, 0, 0, 0, 0, DAY[0], DAY[1]];

/// What follows the last member.
fn directory(members: &[Member], at: u64) -> io::Result<Vec<u8>> {
    let too_large = |_| io::Error::other("an archive of 4 GB or more");
    let mut bytes: Vec<u8> = members.iter().flat_map(Member::central_header).collect();
    let length = u32::try_from(bytes.len()).map_err(too_large)?;
    let count = (members.len() as u16).to_le_bytes();
    bytes.extend(END);
    bytes.extend([0; 4]);
    bytes.extend([count, count].concat());
    bytes.extend(length.to_le_bytes());
    bytes.extend(u32::try_from(at).map_err(too_large)?.to_le_bytes());
    bytes.extend([0; 2]);
    Ok(bytes)
}

/// Writes an archive.
pub struct Packer<W: Write> {
    out: W,
    at: u64,
    members: Vec<Member>,
}

impl<W: Write> Packer<W> {
    pub fn new(out: W) -> Self {
        Packer {
            out,
            at: 0,
            members: Vec::new(),
        }
    }

    /// Adds a member.
    pub fn add(&mut self, name: &str, bytes: &[u8]) -> io::Result<()> {
        let too_large = |_| io::Error::other("a member of 4 GB or more");
        let mut crc = Crc::new();
        crc.update(bytes);
        let member = Member {
            name: name.to_owned(),
            sha256: hex(&Sha256::digest(bytes)),
            size: u32::try_from(bytes.len()).map_err(too_large)?,
            crc: crc.sum(),
            at: u32::try_from(self.at).map_err(too_large)?,
        };
        let header = member.local_header();
        self.out.write_all(&header)?;
        self.out.write_all(bytes)?;
        self.at += (header.len() + bytes.len()) as u64;
        self.members.push(member);
        Ok(())
    }

    pub fn members(&self) -> &[Member] {
        &self.members
    }

    /// Ends the archive.
    pub fn finish(mut self) -> io::Result<W> {
        let directory = directory(&self.members, self.at)?;
        self.out.write_all(&directory)?;
        self.out.flush()?;
        Ok(self.out)
    }
}

/// An archive that was read.
pub struct Unpacked {
    pub members: Vec<Member>,
    /// The contents of those that were asked for.
    pub texts: BTreeMap<String, Vec<u8>>,
}

/// What may become of a member: how large it may be, and whether its content is kept.
pub struct Allowed {
    pub most: u64,
    pub keep: bool,
}

/// Reads a whole archive. `allowed` says which names are known. Anything that this program would not have written so is refused, in words.
pub fn unpack(
    mut input: impl Read,
    allowed: impl Fn(&str) -> Option<Allowed>,
) -> Result<Unpacked, String> {
    let mut reader = Unpacker {
        at: 0,
        names: BTreeSet::new(),
        unpacked: Unpacked {
            members: Vec::new(),
            texts: BTreeMap::new(),
        },
    };
    loop {
        let mut signature = [0; 4];
        input.read_exact(&mut signature).map_err(short)?;
        match signature {
            LOCAL => reader.member(&mut input, &allowed)?,
            CENTRAL | END => return reader.end(&mut input, signature),
            _ => return Err("This is no archive as Secure Base makes them.".to_owned()),
        }
    }
}

fn short(_: io::Error) -> String {
    "The archive ends too early. Perhaps it was not received whole.".to_owned()
}

fn repacked() -> String {
    "The archive is not as Secure Base made it: it was packed again, or changed.".to_owned()
}

struct Unpacker {
    at: u64,
    names: BTreeSet<String>,
    unpacked: Unpacked,
}

impl Unpacker {
    fn member(
        &mut self,
        input: &mut impl Read,
        allowed: &impl Fn(&str) -> Option<Allowed>,
    ) -> Result<(), String> {
        let mut fixed = [0; 26];
        input.read_exact(&mut fixed).map_err(short)?;
        let four = |at: usize| {
            u32::from_le_bytes([fixed[at], fixed[at + 1], fixed[at + 2], fixed[at + 3]])
        };
        let length = usize::from(u16::from_le_bytes([fixed[22], fixed[23]]));
        if length > LONGEST_NAME || self.unpacked.members.len() >= MOST {
            return Err("There is more in this archive than a portfolio has.".to_owned());
        }
        let mut name = vec![0; length];
        input.read_exact(&mut name).map_err(short)?;
        let name = String::from_utf8(name).map_err(|_| repacked())?;
        let rule = allowed(&name).ok_or_else(|| {
            let shown: String = name.chars().filter(|c| !c.is_control()).collect();
            format!("“{shown}” is in this archive, and does not belong to a portfolio.")
        })?;
        let mut member = Member {
            name,
            sha256: String::new(),
            size: four(18),
            crc: four(10),
            at: u32::try_from(self.at).map_err(|_| repacked())?,
        };
        if member.local_header()[4..30] != fixed {
            return Err(repacked());
        }
        if !self.names.insert(member.name.clone()) {
            return Err(format!("“{}” is in this archive twice.", member.name));
        }
        let size = u64::from(member.size);
        self.at += (30 + length) as u64 + size;
        if size > rule.most || self.at > MOST_BYTES {
            return Err(format!("“{}” is larger than it can be.", member.name));
        }
        let content = self.content(input, &mut member, rule.keep)?;
        if rule.keep {
            self.unpacked.texts.insert(member.name.clone(), content);
        }
        self.unpacked.members.push(member);
        Ok(())
    }

    /// Reads what a member holds, a piece at a time.
    fn content(
        &self,
        input: &mut impl Read,
        member: &mut Member,
        keep: bool,
    ) -> Result<Vec<u8>, String> {
        let (mut crc, mut sha, mut kept) = (Crc::new(), Sha256::new(), Vec::new());
        let mut piece = vec![0; 64 * 1024];
        let mut left = member.size as usize;
        while left > 0 {
            let next = left.min(piece.len());
            input.read_exact(&mut piece[..next]).map_err(short)?;
            crc.update(&piece[..next]);
            sha.update(&piece[..next]);
            if keep {
                kept.extend(&piece[..next]);
            }
            left -= next;
        }
        member.sha256 = hex(&sha.finalize());
        match crc.sum() == member.crc {
            true => Ok(kept),
            false => Err(format!("“{}” has been changed.", member.name)),
        }
    }

    /// What follows the members says the same of them, and nothing follows it.
    fn end(self, input: &mut impl Read, signature: [u8; 4]) -> Result<Unpacked, String> {
        let expected = directory(&self.unpacked.members, self.at).map_err(|_| repacked())?;
        let mut rest = signature.to_vec();
        let most = expected.len() as u64;
        input.take(most).read_to_end(&mut rest).map_err(short)?;
        match rest == expected {
            true => Ok(self.unpacked),
            false => Err(repacked()),
        }
    }
}
