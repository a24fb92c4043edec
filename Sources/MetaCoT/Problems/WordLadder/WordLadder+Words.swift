extension WordLadder {
  /// The words of a length that a problem uses where it gives none.
  static func list(length: Int) -> [String] { words.filter { $0.count == length } }

  /// Common words of three, four and five letters.
  package static let words: [String] = text.split(whereSeparator: \.isWhitespace).map(String.init)

  private static let text = """
    ace act add age ago aid aim air all and ant any ape arc arm art ash ask ate axe bad bag ban bar bat bay
    bed bee beg bet bid big bin bit bow box boy bud bug bun bus but buy cab can cap car cat cot cow cry cub
    cup cut dad dam day den dew did die dig dim dip dog dot dry due dug ear eat egg elf end era eve eye fan
    far fat fed fee few fig fin fir fit fix fly fog for fox fun fur gap gas get gin god got gum gun gut guy
    had ham has hat hay hen her hid him hip his hit hog hop hot how hub hug hut ice ill ink inn jam jar jaw
    jet job jog joy jug key kid kin kit lad lap law lay led leg let lid lie lip lit log lot low mad man map
    mat may men met mix mob mud mug nap net new nod nor not now nut oak oar odd off oil old one our out owl
    own pan pat paw pay pea pen pet pie pig pin pit pot pub put ram ran rat raw ray red rib rid rig rim rob
    rod rot row rub rug run sad sat saw say sea see set sew she shy sin sip sir sit six sky sly son sow soy
    spy sum sun tab tag tan tap tar tax tea ten the tie tin tip toe ton top toy try tub tug two use van vet
    wag war was wax way web wed wet who why wig win wit won yes yet you zip zoo
    able back bake bald bale ball band bank bare bark barn base bash bath bead beak beam bean bear beat beef
    been beer bell belt bend bent best bike bill bind bird bite blue boat body boil bold bolt bond bone book
    boot bore born boss both bowl bulb bull bump burn bush busy cake calf call calm came camp cane cape card
    care cart case cash cast cave cell chat chin chip city clap clay clip coal coat code coil coin cold cole
    come cone cook cool cope copy cord core cork corn cost crab crew crop crow cube cure curl dale damp dare
    dark darn dart date dawn dead deaf deal dear deck deep deer dent desk dial dice dine dirt dish disk dive
    dock dome done door dose down drag draw drop drum duck dull dump dusk dust duty each earn east easy face
    fact fade fail fair fall fame fare farm fast fate fear feed feel feet fell felt fern file fill film find
    fine fire firm fish fist five flag flap flat flip flow foal foam fold folk fond food fool foot ford fore
    fork form fort foul four fowl free frog full gain gale game gate gave gaze gear gift girl give glad glow
    glue goal goat gold golf gone good grab gray grew grey grid grim grin grip grow gull hail hair half hall
    halt hand hang hard hare harm hate have hawk head heal heap hear heat heel held help herb herd here hero
    hide high hike hill hint hire hold hole home hood hoof hook hope horn hose host hour huge hull hung hunt
    hurt inch iron jail join joke jump keen keep kick kind king kiss kite knee knot know lace lack lady laid
    lake lamb lame lamp land lane last late lawn lead leaf leak lean leap left lend lens less lick life lift
    like lime line link lion list live load loaf loan lock loft long look loop lord lose loss lost loud love
    luck lump lung made maid mail main make male mall malt mane many mare mark mask mast mate maze meal mean
    meat meet melt mend mice mild mile milk mill mind mine mint miss mist mode mole mood moon more moss most
    moth move much mule must nail name near neat neck need nest news next nice nine node none noon nose note
    oath once open oval oven over pace pack page paid pail pain pair pale palm park part pass past path pave
    peak pear peel pick pile pill pine pink pint pipe plan play plot plow plug plum poem pole poll pond pony
    pool poor pope pork port pose post pour pray pull pump pure push race rack raft rage rail rain rake ramp
    rang rank rare rate read real rear rent rest rice rich ride ring ripe rise risk road roam roar robe rock
    rode role roll roof room root rope rose ruin rule rush rust safe sage said sail sale salt same sand sane
    sang save seal seam seat seed seek seem seen sell send sent shed ship shoe shop shot show shut sick side
    sign silk sing sink size skin skip slam slap sled slid slim slip slow snap snow soap soar sock soft soil
    sold sole some song soon sore sort soul soup sour spin spit spot star stay stem step stew stir stop such
    suit sung sure swam swan swim tail take tale talk tall tame tank tape task team tear tell tend tent term
    test text than that them then they thin this tide tidy tile till time tiny tire toad toll tomb tone took
    tool tore torn toss tour town trap tray tree trim trip true tube tune turn twin type unit user vain vast
    veil vein vent verb very vest view vine vote wade wage wait wake walk wall wand want ward ware warm warn
    wary wash wasp wave weak wear weed week well went were west what when whip wide wife wild will wind wine
    wing wink wipe wire wise wish with woke wolf wood wool word wore work worm worn wrap yard yarn year yell
    zero zone
    bland blank black block clock click slick slack shack shock stock stick stack stalk stark start smart
    shark share shore store stone shone phone prone crone crane crate grate grape graph brake brave grave
    gravy crave brace trace track trick brick crack crick price pride prize prime crime grime bride bribe
    tribe trial trail train brain grain drain braid bread break bleak dread tread treat wheat cheat chest
    crest cream dream steam steal steel steep sleep sheep sweep sweet sheet sleet greet green greed breed
    """
}
